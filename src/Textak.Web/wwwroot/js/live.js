// The socket: listens for frames, comes back by itself for ever, and says how fresh the page is.

const FIRST = 500, LONGEST = 15_000; // ms between two tries
const PATIENCE = 8_000; // ms of trying before the page calls itself offline
const SILENCE = 25_000; // ms without a word from the server, who speaks every ten seconds, before the line counts as dead

/**
 * @param {object} on
 * @param {(call: (method: string, ...args: unknown[]) => Promise<any>) => Promise<void>} on.open  catches up; called at each connection
 * @param {(frame: object) => void} on.frame
 * @param {HTMLElement} on.state  the line that says live, reconnecting or offline
 */
export function connect({ open, frame, state }) {
  const line = new signalR.HubConnectionBuilder()
    .withUrl('/hubs/board', { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
    .configureLogging(signalR.LogLevel.None)
    .build();
  line.serverTimeoutInMilliseconds = SILENCE;
  let fresh = new Date(), tries = 0, lostAt = null, timer, offline;

  line.on('Frame', received => { fresh = new Date(); frame(received); });
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
      await open((method, ...args) => line.invoke(method, ...args));
      fresh = new Date();
      tries = 0;
      lostAt = null;
      clearTimeout(offline);
      say('live', 'live');
    } catch {
      if (line.state === 'Connected') await line.stop();
      else lost();
    }
  }

  function lost() {
    lostAt ??= Date.now();
    if (navigator.onLine && Date.now() - lostAt < PATIENCE) say('reconnecting', 'reconnecting');
    else sayOffline();
    clearTimeout(offline);
    offline = setTimeout(sayOffline, PATIENCE);
    // Any moment of the span, so that the watchers of a node that fell don't all come at once
    const span = Math.min(LONGEST, FIRST * 2 ** tries++);
    clearTimeout(timer);
    timer = setTimeout(start, span * (0.5 + Math.random()));
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
