// A room as a part of another page of the same site, such as www.example beside chat.example: bundle this file, and name the
// page's origin in ALLOWED_ORIGINS of the server. (Of another site a browser sends no session along, and frames are refused.)
import { Connection, createApi, RoomClient, type RoomState } from '@chat/sdk';

export type Embedding = { link: string; name: string };

/** Draws the room of a link into an element, with a field to write. What comes back takes it away again. */
export async function embedRoom(place: Element, { link, name }: Embedding): Promise<() => void> {
  const { origin, pathname } = new URL(link);
  const api = createApi({ origin });
  // Who was here before is still the same person.
  await api.me().catch(() => api.createUser({ name }));
  const connection = new Connection({ url: `${origin.replace('http', 'ws')}/ws` });
  const client = new RoomClient({ connection, room: pathname.replace('/r/', '') });
  const [list, form] = [document.createElement('ol'), writingForm((text) => client.post(text))];
  list.setAttribute('aria-label', 'Messages');
  list.setAttribute('aria-live', 'polite');
  place.replaceChildren(list, form);
  client.subscribe((state) => list.replaceChildren(...linesOf(state)));
  connection.open();
  return () => {
    client.close();
    connection.close();
    place.replaceChildren();
  };
}

/** Always as text: what others write never becomes HTML. */
function linesOf({ messages, outbox }: RoomState): Element[] {
  const said = messages.map(({ name, text }) => `${name}: ${text ?? '(deleted)'}`);
  const unsent = outbox.flatMap(({ body }) => (body.kind === 'text' ? [`… ${body.text}`] : []));
  return [...said, ...unsent].map((words) => {
    const line = document.createElement('li');
    line.textContent = words;
    return line;
  });
}

function writingForm(say: (text: string) => void): HTMLFormElement {
  const [form, field, button] = [
    document.createElement('form'),
    document.createElement('input'),
    document.createElement('button'),
  ];
  field.setAttribute('aria-label', 'Message');
  button.textContent = 'Send';
  form.append(field, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value.trim() !== '') say(field.value);
    field.value = '';
  });
  return form;
}

for (const place of document.querySelectorAll<HTMLElement>('[data-room]')) {
  void embedRoom(place, { link: place.dataset['room'] ?? '', name: 'Guest' });
}
