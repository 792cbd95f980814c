// Writes down what is said in a room, from the first message that it keeps, until it is stopped.
//   npx tsx libs/sdk/examples/transcript.ts http://localhost:3000/r/… > tea.txt
import { enterRoom } from './enter-room.ts';

const [link = ''] = process.argv.slice(2);
const { client } = await enterRoom(link, 'Transcript');

while (client.state.more) await client.loadOlder();

let written = 0;
const write = () => {
  for (const { seq, sentAt, name, text } of client.state.messages) {
    if (seq <= written) continue;
    written = seq;
    if (text !== null) console.log(`${new Date(sentAt).toISOString()} ${name}: ${text}`);
  }
};
client.subscribe(write);
write();
