// The socket: listens for frames, comes back by itself for ever, and says how fresh the page is.

const FIRST = 500, LONGEST = 15_000; // ms between two tries
const PATIENCE = 8_000; // ms of trying before the page calls itself offline
const PULSE = 5_000; // ms between two words of ours, and of the server's
const SILENCE = 12_000; // ms without a word from the server before the line counts as dead
const QUIET = 25_000; // ms without a frame: there is one every ten seconds at least, unless the server can't read its log
const BLOCKED = 2; // failed tries after which the page also asks over plain HTTP
const ASK = 3_000; // ms between two questions

/** A frame with its parts, which were packed. */
async function unpacked({ packed, ...frame }) {
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  const parts = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return { ...frame, ...await new Response(parts).json() };
}

/**
 * @param {object} on
 * @param {(call: (method: string, ...args: unknown[]) => Promise<any>) => Promise<void>} on.open  catches up; called at each connection
 * @param {(frame: object) => void} on.frame
 * @param {() => Promise<void>} on.ask  catches up over plain HTTP, where no socket gets through
 * @param {HTMLElement} on.state  the line that says live, reconnecting or offline
 * @param {(count: number) => void} [on.notices]  how many notices one has that one hasn't read
 */
export function connect({ open, frame, ask, state, notices }) {
  const line = new signalR.HubConnectionBuilder()
    .withUrl('/hubs/board', { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
    .configureLogging(signalR.LogLevel.None)
    .build();
  line.serverTimeoutInMilliseconds = SILENCE;
  line.keepAliveIntervalInMilliseconds = PULSE;
  let fresh = new Date(), tries = 0, lostAt = null, asking = null, told = Promise.resolve(), timer, offline, quiet;

  line.on('Frame', received => tell(received));
  line.on('Packed', received => tell(unpacked(received)));
  line.on('Notices', count);
  line.on('Move', within => setTimeout(() => line.stop(), Math.random() * within)); // this server is leaving
  line.onclose(lost);
  // Somebody looks again, or the network is back: no reason to wait for the next try
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && hurry());
  addEventListener('offline', () => line.state === 'Connected' && line.stop());
  start();

  return {
    get isLive() { return state.dataset.state === 'live'; },
    call: (method, ...args) => line.invoke(method, ...args),
  };

  async function start() {
    clearTimeout(timer);
    if (line.state !== 'Disconnected') return;
    try {
      await line.start();
      clearInterval(asking);
      asking = null;
      await open((method, ...args) => line.invoke(method, ...args));
      tries = 0;
      lostAt = null;
      clearTimeout(offline);
      heard();
      say('live', 'live');
      // Whoever was signed out meanwhile hears of none, and goes on watching; nor does a board wait for it
      if (document.getElementById('notices')) line.invoke('WatchNotices').then(count, () => {});
    } catch {
      if (line.state === 'Connected') await line.stop();
      else lost();
    }
  }

  /** One after the other, though some have to be unpacked first. What can't be is missing, and asked for by the next. */
  function tell(received) {
    heard();
    told = told.then(() => received).then(whole => { frame(whole); }).catch(reportError);
  }

  /** Beside the link to them, on every page of somebody who is signed in. */
  function count(unread) {
    const n = document.querySelector('#notices .n');
    n.textContent = unread;
    n.hidden = unread === 0;
    notices?.(unread);
  }

  /** The server has read its log just now. */
  function heard() {
    fresh = new Date();
    clearTimeout(quiet);
    quiet = setTimeout(sayOffline, QUIET);
    if (lostAt === null && state.dataset.state === 'offline') say('live', 'live');
  }

  function lost() {
    clearTimeout(quiet);
    lostAt ??= Date.now();
    if (tries >= BLOCKED) asking ??= setInterval(askOnce, ASK);
    if (state.dataset.state !== 'asking') {
      // Once it has said so it stays offline, until something gets through
      if (state.dataset.state !== 'offline' && navigator.onLine && Date.now() - lostAt < PATIENCE) say('reconnecting', 'reconnecting');
      else sayOffline();
      clearTimeout(offline);
      offline = setTimeout(sayOffline, PATIENCE);
    }
    // Any moment of the span, so that the watchers of a node that fell don't all come at once
    const span = Math.min(LONGEST, FIRST * 2 ** tries++);
    clearTimeout(timer);
    timer = setTimeout(start, span * (0.5 + Math.random()));
  }

  async function askOnce() {
    try {
      await ask();
      if (asking === null) return;
      fresh = new Date();
      clearTimeout(offline);
      say('asking', 'live, every few seconds');
    } catch {
      if (asking !== null) sayOffline();
    }
  }

  function hurry() {
    if (lostAt === null) return;
    tries = 0;
    start();
  }

  function sayOffline() {
    say('offline', `offline, showing ${fresh.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`);
  }

  function say(name, words) {
    if (state.dataset.state === name && state.textContent === words) return;
    state.dataset.state = name;
    state.textContent = words;
  }
}
