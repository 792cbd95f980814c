import type { PathCheck } from '@chat/sdk/call';

export const en = {
  inYourCall: 'in your call',
  share: 'Share link',
  showCode: 'Show QR code',
  me: 'you',
  unknown: 'Who is here shows when you are connected.',
  owner: 'owner',
  reconnecting: 'reconnecting',
  call: (name: string) => `Call ${name}`,
  manage: (name: string) => `Manage ${name}`,
  check: 'Check camera and sound',
  /** Of a member: in a call with somebody else. */
  inCall: 'in a call',
  /** Of a member: does not look at the page. */
  away: 'away',
  /** Whether calls work from here, by what was found. */
  callPath: {
    ready: 'Calls work from here.',
    relay: 'From this network calls go by a relay. They work, and may sound a little later.',
    near: 'The relay for calls cannot be reached: a call may work in your own network only.',
    impossible:
      'Calls cannot work from here: this browser or network lets none through. Try another.',
    insecure: 'Calls need a secure page: open this chat by https, or on localhost.',
    unsupported: 'This browser cannot make calls. Use a current Firefox, Chrome, Edge or Safari.',
    hidden: 'Calls go by the relay, which hides your address.',
    'no-relay':
      'You hide your address, and there is no relay that could carry the call. Turn “Hide my address in calls” off in the settings, or ask who runs this server for a relay.',
  } satisfies Record<PathCheck, string>,
};

/** What a language must say beside the people of a room. */
export type PeopleText = typeof en;
