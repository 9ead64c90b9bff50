#!/usr/bin/env bash
# Renews the scripts and fonts under wwwroot/lib from npm, at the versions that lib/manifest.json names, and writes
# their hashes back into it. To move to another version: change it in the manifest, run this, look at the difference.
# A file without "from" isn't in its package (a licence text that the package leaves out): it stays, and is hashed too.
# Needs node and npm; nothing else in the repository does.
set -euo pipefail
cd "$(dirname "$0")/../src/Textak.Web/wwwroot/lib"

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

each_package='for (const p of require("./manifest.json").packages) console.log(p.name + "@" + p.version)'
node -e "$each_package" | while read -r package; do
  mkdir -p "$temp/$package"
  tarball=$(npm pack --silent --pack-destination "$temp" "$package" < /dev/null)
  tar -xzf "$temp/$tarball" -C "$temp/$package" --strip-components=1
done

node - "$temp" <<'JS'
const fs = require('fs'), path = require('path'), { createHash } = require('crypto');
const temp = process.argv[2], manifest = JSON.parse(fs.readFileSync('manifest.json', 'utf8'));
for (const { name, version, files } of manifest.packages)
  for (const file of files) {
    if (file.from) {
      fs.mkdirSync(path.dirname(file.path), { recursive: true });
      fs.copyFileSync(path.join(temp, `${name}@${version}`, file.from), file.path);
    }
    file.sha256 = createHash('sha256').update(fs.readFileSync(file.path)).digest('hex');
  }
// One file a line, so that a changed hash is a changed line
const json = JSON.stringify(manifest, null, 2).replace(/\{\s+("path"[^}]+?)\s+\}/g, (_, f) => `{ ${f.replace(/\s*\n\s*/g, ' ')} }`);
fs.writeFileSync('manifest.json', json + '\n');
JS
echo "Vendored: $(node -p 'require("./manifest.json").packages.map(p => p.name + " " + p.version).join(", ")')"
