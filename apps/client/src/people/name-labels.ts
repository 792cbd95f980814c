/**
 * Tells people with the same name apart: the second who is met gets a number, and keeps it for as long as the page lives,
 * whoever of them comes or goes.
 */
export class NameLabels {
  readonly #places = new Map<string, Map<string, number>>();

  /** What a person of this id is called under a name of theirs. */
  labelOf(id: string, name: string): string {
    const places = this.#places.get(name) ?? new Map<string, number>();
    this.#places.set(name, places);
    const place = places.get(id) ?? places.size + 1;
    places.set(id, place);
    return place === 1 ? name : `${name} (${place})`;
  }
}
