import { Call, type CallState, type OutgoingSignal, type SignalEvent } from '@chat/sdk/call';

// A page for one test: both ends of a call in real peer connections, and between them a room that takes its time.

declare global {
  interface Window {
    /** Lets both ring each other again and again, and gives what went wrong. */
    glare: (times: number) => Promise<string[]>;
  }
}

interface End {
  user: string;
  connection: string;
  call: Call;
  listeners: Set<(event: SignalEvent) => void>;
}

const LATE_MS = 40;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Signals arrive in the order in which they were sent, each after a time of its own. */
function channelOf(self: () => End, other: () => End) {
  let last = Promise.resolve();
  return {
    send: ({ to, signal }: OutgoingSignal) => {
      if (to === self().user) return true;
      const { user: from, connection } = self();
      last = last.then(async () => {
        await pause(Math.random() * LATE_MS);
        for (const listener of other().listeners)
          listener({ type: 'signal', from, connection, signal });
      });
      return true;
    },
    subscribe: (listener: (event: SignalEvent) => void) => {
      self().listeners.add(listener);
      return () => self().listeners.delete(listener);
    },
  };
}

function makeEnds(): [End, End] {
  const ends: End[] = [];
  for (const [index, letter] of ['A', 'B'].entries()) {
    const end = { user: letter.repeat(22), connection: letter.repeat(22), listeners: new Set() };
    ends.push(end as End);
    ends[index]!.call = new Call({
      self: end.user,
      channel: channelOf(
        () => ends[index]!,
        () => ends[1 - index]!,
      ),
      iceServers: () => Promise.resolve([]),
    });
  }
  return [ends[0]!, ends[1]!];
}

/** The state when it is one of these. */
function reached({ call }: End, ...statuses: CallState['status'][]): Promise<CallState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!statuses.includes(call.state.status)) return;
      stop();
      resolve(call.state);
    };
    const stop = call.subscribe(look);
    look();
  });
}

async function glareOnce(ann: End, bob: End): Promise<string | null> {
  await Promise.all(
    [[ann, bob] as const, [bob, ann] as const].map(async ([one, other]) => {
      await pause((Math.random() * LATE_MS) / 2);
      one.call.start(other.user, { video: false });
    }),
  );
  const states = await Promise.all(
    [ann, bob].map((end) => reached(end, 'connected', 'ended', 'incoming')),
  );
  const said = states.map((state) => state.status).join('/');
  const [mine, theirs] = states.map((state) => ('callId' in state ? state.callId : ''));
  ann.call.hangUp();
  const ends = await Promise.all([ann, bob].map((end) => reached(end, 'ended')));
  const reasons = ends.map((state) => (state.status === 'ended' ? state.reason : '')).join('/');
  for (const { call } of [ann, bob]) call.dismiss();
  const isOne = said === 'connected/connected' && mine === theirs && reasons === 'hung-up/hung-up';
  return isOne ? null : `${said}, ${mine === theirs ? 'one call' : 'two calls'}, ${reasons}`;
}

window.glare = async (times) => {
  const problems: string[] = [];
  addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));
  const [ann, bob] = makeEnds();
  for (let n = 0; n < times; n += 1) {
    const problem = await glareOnce(ann, bob);
    if (problem) problems.push(`${n}: ${problem}`);
  }
  for (const { call } of [ann, bob]) call.close();
  return problems;
};
