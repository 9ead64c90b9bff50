// Follows a board with the JavaScript client of SignalR, and says in a line of JSON each what it takes in. When its input ends, it says where it is.
import { inflateRawSync } from 'node:zlib';
import signalR from '@microsoft/signalr';

const [origin, slug] = process.argv.slice(2);
let seq = 0, percent = null, lines = 0;
const cards = new Set();
const say = line => process.stdout.write(JSON.stringify(line) + '\n');
const pause = ms => new Promise(done => setTimeout(done, ms));

const line = new signalR.HubConnectionBuilder()
  .withUrl(`${origin}/hubs/board`, { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 300 + Math.random() * 700 })
  .configureLogging(signalR.LogLevel.None)
  .build();
line.keepAliveIntervalInMilliseconds = 5000;
line.serverTimeoutInMilliseconds = 12000;

function take(frame) {
  if (frame.reload) return say({ lost: seq });
  if (frame.from > seq) return catchUp();
  if (frame.to <= seq) return;
  say({ from: seq, to: frame.to });
  for (const card of frame.cards) cards.add(card.id);
  [seq, percent] = [frame.to, frame.percent];
}

async function catchUp() {
  try {
    const frame = await line.invoke('Watch', slug, seq);
    take(frame);
    if (frame.to < frame.head) await catchUp();
  } catch {
    // The line broke meanwhile: it is asked again when it is back
  }
}

line.on('Frame', take);
line.on('Packed', ({ packed, ...frame }) => take({ ...frame, ...JSON.parse(inflateRawSync(Buffer.from(packed, 'base64'))) }));
line.on('Move', () => {});
line.onreconnected(() => (say({ lines: ++lines }), catchUp()));
for (;;) {
  try {
    await line.start();
    break;
  } catch {
    await pause(300);
  }
}
say({ lines: ++lines });
await catchUp();
process.stdin.resume().on('end', () => (say({ seq, percent, cards: [...cards].sort((a, b) => a - b) }), process.exit(0)));
