import { beforeEach, describe, expect, it } from 'vitest';
import { CallKeys, onApple } from './call-keys.ts';

const call = {
  microphone: false,
  camera: true,
  setMicrophone: (on: boolean) => void (call.microphone = on),
  toggleMicrophone: () => void (call.microphone = !call.microphone),
  toggleCamera: () => void (call.camera = !call.camera),
};
let keys: CallKeys;

/** A press or release of a key on an element of this page. */
function on(html: string, type: 'keydown' | 'keyup', init: KeyboardEventInit & { at?: number }) {
  document.body.innerHTML = html;
  const event = new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: init.at ?? 0 });
  document.addEventListener(type, (heard) => keys[type](heard), { once: true });
  (document.body.firstElementChild ?? document.body).dispatchEvent(event);
  return event;
}

beforeEach(() => {
  Object.assign(call, { microphone: false, camera: true });
  keys = new CallKeys(call);
});

describe('the keys of a call', () => {
  it.each([{ ctrlKey: true }, { metaKey: true }])(
    'D and E with %o switch, also in a field',
    (held) => {
      expect(on('<textarea></textarea>', 'keydown', { key: 'd', ...held }).defaultPrevented).toBe(
        true,
      );
      on('<textarea></textarea>', 'keydown', { key: 'E', ...held });
      expect(call).toMatchObject({ microphone: true, camera: false });
    },
  );

  it('a key that repeats switches once', () => {
    on('<p></p>', 'keydown', { key: 'd', ctrlKey: true });
    on('<p></p>', 'keydown', { key: 'd', ctrlKey: true, repeat: true });
    expect(call.microphone).toBe(true);
  });

  it('no letter alone does anything', () => {
    for (const key of ['d', 'e', 'm']) {
      expect(on('<p></p>', 'keydown', { key }).defaultPrevented).toBe(false);
    }
    expect(call).toMatchObject({ microphone: false, camera: true });
  });

  it('the space bar talks for as long as it is held', () => {
    on('<p></p>', 'keydown', { key: ' ' });
    expect(call.microphone).toBe(true);
    on('<p></p>', 'keydown', { key: ' ', repeat: true });
    on('<p></p>', 'keyup', { key: ' ', at: 2_000 });
    expect(call.microphone).toBe(false);
  });

  it('and is let go with the window', () => {
    on('<p></p>', 'keydown', { key: ' ' });
    keys.release();
    expect(call.microphone).toBe(false);
  });

  it.each([
    '<textarea></textarea>',
    '<input>',
    '<button></button>',
    '<select></select>',
    '<a></a>',
  ])('the space bar belongs to %s', (html) => {
    expect(on(html, 'keydown', { key: ' ' }).defaultPrevented).toBe(false);
    expect(call.microphone).toBe(false);
  });

  it('on the microphone’s button a short press switches, a long one talks', () => {
    const button = '<button id="call-microphone"></button>';
    on(button, 'keydown', { key: ' ' });
    on(button, 'keyup', { key: ' ', at: 100 });
    expect(call.microphone).toBe(true);
    call.microphone = false;
    on(button, 'keydown', { key: ' ' });
    on(button, 'keyup', { key: ' ', at: 1_000 });
    expect(call.microphone).toBe(false);
  });

  it('who is not muted and presses space scrolls, as ever', () => {
    call.microphone = true;
    expect(on('<p></p>', 'keydown', { key: ' ' }).defaultPrevented).toBe(false);
  });
});

it.each([
  ['MacIntel', true],
  ['iPhone', true],
  ['Win32', false],
  ['Linux x86_64', false],
])('%s has ⌘: %s', (platform, expected) => {
  expect(onApple({ platform } as Navigator)).toBe(expected);
});
