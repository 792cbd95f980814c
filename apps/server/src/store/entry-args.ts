import { LIMITS, type Body } from '@chat/protocol';
import { weightOfBody, type EntryDraft } from '@chat/rooms';

/** A draft as the arguments of `APPEND_ENTRY`. */
export function argsOf({ id, from, name, body, numbering }: EntryDraft): string[] {
  const head = `"id":${JSON.stringify(id)},"from":${JSON.stringify(from)},"name":${JSON.stringify(name)}`;
  const { epoch = '', producer = '', n = 0 } = numbering ?? {};
  return [
    ...[id, from, head, JSON.stringify(body), body.kind],
    // A reaction weighs what it adds to its message, also where it is taken back.
    String(weightOfBody(body)),
    faultOf(body),
    ...[epoch, producer, String(n)],
    ...partsOf(body),
  ];
}

/** Why a text may not be posted [P23]. */
function faultOf(body: Body): string {
  if (body.kind !== 'text' && body.kind !== 'edit') return '';
  if (body.text.length > LIMITS.textLength) return 'text-too-long';
  return body.text.trim() === '' ? 'text-empty' : '';
}

function partsOf(body: Body): string[] {
  switch (body.kind) {
    case 'text':
      return [
        JSON.stringify(body.text),
        body.replyTo === undefined ? '' : JSON.stringify(body.replyTo),
      ];
    case 'edit':
      return [body.target, JSON.stringify(body.text)];
    case 'delete':
      return [body.target];
    case 'reaction':
      return [body.target, body.emoji, body.on ? '1' : '0'];
  }
}
