import { callText } from './words.ts';

/** What can be switched in a call, on either side. */
export interface Switches {
  /** My devices; null until one of them is open. */
  mine: { microphone: boolean; camera: boolean } | null;
  /** Null while nothing is known of the other side. */
  theirMicrophone: boolean | null;
}

/** What to say about a step from one to the other; empty where nothing is worth it. Pure. */
export function switchNews(before: Switches, after: Switches, peer: string): string {
  const said = before.mine && after.mine ? newsOfMine(before.mine, after.mine) : [];
  const theirs = after.theirMicrophone;
  // At first nothing is known of them, and then a microphone that is on is what one expects.
  if (theirs !== null && theirs !== (before.theirMicrophone ?? true))
    said.push(theirs ? callText.theyAreUnmuted(peer) : callText.theyAreMuted(peer));
  return said.join('. ');
}

type Mine = NonNullable<Switches['mine']>;

function newsOfMine(before: Mine, { microphone, camera }: Mine): string[] {
  const said: string[] = [];
  if (microphone !== before.microphone)
    said.push(microphone ? callText.microphoneIsOn : callText.microphoneIsMuted);
  if (camera !== before.camera) said.push(camera ? callText.cameraIsOn : callText.cameraIsOff);
  return said;
}

/** What is known after a step: a new line to the other side has yet to hear of their microphone. */
export function knownAfter(before: Switches, after: Switches): Switches {
  return { ...after, theirMicrophone: after.theirMicrophone ?? before.theirMicrophone };
}
