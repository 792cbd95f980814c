/** Whether one chunk is drawn. A state for each: of a thousand chunks only those hear of a change that it is about. */
export class Drawn {
  is = $state(false);
}
