/** Who this browser was last: enough to go straight into a room. The session itself is a cookie out of reach. */
export interface Person {
  id: string;
  name: string;
}

const KEY = 'chat.person';

/** The remembered person. Storage may be switched off or hold anything: then nobody is remembered. */
export function loadPerson(): Person | null {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Person> | null;
    const { id, name } = value ?? {};
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  } catch {
    return null;
  }
}

export function savePerson(person: Person): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(person));
  } catch {
    // Without storage the name is asked for again next time.
  }
}
