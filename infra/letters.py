#!/usr/bin/env python3
"""Makes src/Textak.Web/Features/Accounts/letters.txt anew: python3 infra/letters.py >src/Textak.Web/Features/Accounts/letters.txt

The facts come from the Unicode tables in ICU 72 (Debian 12: libicu72).

Which characters names may be written with is Identifier_Status=Allowed of UTS #39. Which of them fold together is the
union of two relations: upper and lower case of one letter, and the look-alikes (confusables) of UTS #39. Within a script
every such pair folds together. Across scripts a look-alike is linked only while no two different letters of one script
would become one by it: Greek capital Nu looks like N and small nu like v, but n and v must stay two letters. The links
that are left out for this are printed. Capital letters are linked first: they look the same to the pixel.
"""
import collections
import ctypes
import itertools
import sys
import unicodedata

V = "72"
uc, i18n = ctypes.CDLL(f"libicuuc.so.{V}"), ctypes.CDLL(f"libicui18n.so.{V}")
error = ctypes.c_int(0)


def icu(library, name, result, *arguments):
    function = getattr(library, f"{name}_{V}")
    function.restype, function.argtypes = result, list(arguments)
    return function


contains = icu(uc, "uset_contains", ctypes.c_int8, ctypes.c_void_p, ctypes.c_int32)
script_of = icu(uc, "uscript_getScript", ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p)
short_name = icu(uc, "uscript_getShortName", ctypes.c_char_p, ctypes.c_int32)
recommended = icu(i18n, "uspoof_getRecommendedUnicodeSet", ctypes.c_void_p, ctypes.c_void_p)(ctypes.byref(error))
checker = icu(i18n, "uspoof_open", ctypes.c_void_p, ctypes.c_void_p)(ctypes.byref(error))
get_skeleton = icu(i18n, "uspoof_getSkeletonUTF8", ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char_p,
                   ctypes.c_int32, ctypes.c_char_p, ctypes.c_int32, ctypes.c_void_p)


def skeleton(text):
    source, buffer = text.encode(), ctypes.create_string_buffer(256)
    length = get_skeleton(checker, 0, source, len(source), buffer, len(buffer), ctypes.byref(error))
    return buffer.raw[:length].decode()


def nfd(text):
    return unicodedata.normalize("NFD", text)


def script(c):
    """The script, where marks and signs that several share count to the ones that use them in names."""
    cp = ord(c)
    if 0x64B <= cp <= 0x655 or cp == 0x670:
        return "Arab"
    if cp in (0x3099, 0x309A, 0x30FC, 0x3006):
        return "Kana"
    return short_name(script_of(cp, ctypes.byref(error))).decode()


def is_allowed(c):
    if unicodedata.category(c) == "Cn":  # newer than these tables: ideographs, by their block
        return 0x20000 <= ord(c) < 0x33480
    if unicodedata.category(c)[0] not in "LMN" or unicodedata.normalize("NFKC", c) != c:
        return False
    return script(c) != "Gran" and ord(c) != 0x1133B and (script(c) != "Zyyy" or c.isdecimal() or c in "\u02bb\u02bc")


allowed = [c for c in map(chr, itertools.chain(range(0xD800), range(0xE000, 0x110000)))
           if contains(recommended, ord(c)) and is_allowed(c)]
# After decomposition: what a fold meets
bases = sorted({part for c in allowed if not 0xAC00 <= ord(c) <= 0xD7A3 for part in nfd(c) + nfd(c.casefold())})

parent = {}


def find(c):
    while parent.setdefault(c, c) != c:
        c = parent[c]
    return c


def union(a, b):
    parent[find(a)] = find(b)


folded = {c: nfd(c.casefold()) for c in bases}
looks = {c: skeleton(c) for c in bases}


def is_mark(c):
    return unicodedata.category(c)[0] == "M"


# One script: case, and equal looks
for c in bases:
    if len(folded[c]) == 1 and is_mark(c) == is_mark(folded[c]):
        union(c, folded[c])
groups = collections.defaultdict(list)
for c in bases:
    groups[script(c), looks[c]].append(c)
for same in groups.values():
    for c in same:
        union(c, same[0])

# Across scripts: what looks like a letter of another one, unless it would make one of two letters there
members = collections.defaultdict(set)
for c in bases:
    members[find(c)].add(c)
letters = {root: {script(c): find(c) for c in found} for root, found in members.items()}
labels = collections.defaultdict(list)
for c in bases:
    if len(looks[c]) == 1:
        labels[looks[c]].append(c)


def rank(label):
    latin = label in parent and script(label) == "Latn"
    return (not latin, not label.isupper() and any(c.isupper() for c in labels[label]), not label.isupper(), label)


# No two Cyrillic names differ by these alone, and nobody can tell them from h and b
anyway = {("\u04bb", "h"), ("\u042c", "b")}
left_out = []
for label in sorted(labels, key=rank):
    for c in sorted(labels[label], key=lambda c: (script(c) != "Latn", script(c) != "Zyyy", c)):
        a, b = find(c), find(label if label in parent else labels[label][0])
        if a == b or is_mark(c) != is_mark(b):
            continue
        if set(letters[a]) & set(letters[b]) and (c, label) not in anyway:
            left_out.append((c, label))
            continue
        union(a, b)
        merged = find(a)
        letters[merged] = {**letters[a], **letters[b]}
        members[merged] = members[a] | members[b]


def representative(c):
    """A Latin small letter where there is one: it is short and can be read."""
    found = members[find(c)]
    return min(found, key=lambda m: (not ("a" <= m <= "z"), script(m) != "Latn", m.isupper(), m))


def expansion(c):
    """The several characters that a letter looks like, as m looks like rn; small letters speak for their capitals."""
    found = members[find(c)]
    home = [m for m in found if script(m) == "Latn"] or sorted(found)
    small = [m for m in home if not m.isupper()] or home
    several = sorted(looks[m] for m in small if len(looks[m]) > 1)
    sharp = sorted(folded[m] for m in found if len(folded[m]) > 1)
    return (sharp or several or [None])[0]


def fold(c, depth=0):
    if c not in parent and c in labels:
        c = labels[c][0]
    if c not in parent or depth > 4:
        return c
    several = expansion(c)
    return "".join(fold(part, depth + 1) for part in several) if several else representative(c)


def ranges(characters):
    found = sorted(map(ord, characters))
    for _, run in itertools.groupby(enumerate(found), lambda pair: pair[1] - pair[0]):
        run = [cp for _, cp in run]
        yield f"{run[0]:X}" if len(run) == 1 else f"{run[0]:X}-{run[-1]:X}"


print("""# The letters that names may be written with, by script, and which of them fold to what. Made by infra/letters.py from
# Unicode 15.0: Scripts.txt, CaseFolding.txt, IdentifierStatus.txt and confusables.txt, as ICU 72 carries them.
# Copyright (C) 1991-2022 Unicode, Inc. All rights reserved. Under the Unicode licence, in letters.licence.txt beside this.
# A line is a script and the code points of its letters, marks and digits, or what they fold to, <, and the code points.""")
by_script = collections.defaultdict(list)
for c in allowed:
    by_script[script(c)].append(c)
for name, characters in sorted(by_script.items()):
    print(name, *ranges(characters))
sources = collections.defaultdict(list)
for c in bases:
    if fold(c) != c:
        sources[fold(c)].append(c)
for target in sorted(sources):
    print(*(f"{ord(c):X}" for c in target), "<", *(f"{ord(c):X}" for c in sources[target]))
for c, label in left_out:
    print(f"left out: {script(c)} {c} (U+{ord(c):04X}) and {label}", file=sys.stderr)
