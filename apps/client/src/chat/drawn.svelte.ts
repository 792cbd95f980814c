/** Whether one part of a list is drawn. A state for each: of a thousand parts only those hear of a change that it is about. */
export class Drawn {
  is = $state(false);
}
