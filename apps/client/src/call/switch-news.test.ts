import { expect, test } from 'vitest';
import { knownAfter, switchNews, type Switches } from './switch-news.ts';

const on: Switches = { mine: { microphone: true, camera: true }, theirMicrophone: true };
const of = (change: Partial<Switches>): Switches => ({ ...on, ...change });

test.each<[string, Switches, Switches, string]>([
  ['nothing changed', on, of({}), ''],
  ['devices open', of({ mine: null }), on, ''],
  ['I mute', on, of({ mine: { microphone: false, camera: true } }), 'Microphone muted'],
  ['I unmute', of({ mine: { microphone: false, camera: true } }), on, 'Microphone on'],
  ['my camera goes off', on, of({ mine: { microphone: true, camera: false } }), 'Camera off'],
  ['my camera goes on', of({ mine: { microphone: true, camera: false } }), on, 'Camera on'],
  ['they mute', on, of({ theirMicrophone: false }), 'Ann is muted'],
  ['they unmute', of({ theirMicrophone: false }), on, 'Ann is not muted any more'],
  ['their side becomes known', of({ theirMicrophone: null }), on, ''],
  [
    'they came muted',
    of({ theirMicrophone: null }),
    of({ theirMicrophone: false }),
    'Ann is muted',
  ],
  [
    'both of mine',
    on,
    of({ mine: { microphone: false, camera: false } }),
    'Microphone muted. Camera off',
  ],
])('%s', (_, before, after, said) => {
  expect(switchNews(before, after, 'Ann')).toBe(said);
});

test('a line that breaks does not unmute the other side', () => {
  const muted = of({ theirMicrophone: false });
  const broken = of({ theirMicrophone: null });
  expect(switchNews(muted, broken, 'Ann')).toBe('');
  expect(switchNews(knownAfter(muted, broken), muted, 'Ann')).toBe('');
});
