import { createHash } from 'node:crypto';

/** A text of Lua with the hash by which Redis knows it. */
export class Script {
  readonly text: string;
  readonly hash: string;

  constructor(text: string) {
    this.text = text;
    this.hash = createHash('sha1').update(text).digest('hex');
  }
}
