import { number } from '../../languages.ts';

/** Every sentence and name of calls. */
export const en = {
  region: 'Call',
  incoming: (name: string) => `${name} is calling`,
  noticeHint: 'Press to answer',
  acceptVideo: 'Accept with video',
  acceptVoice: 'Accept voice only',
  decline: 'Decline',
  declineWith: 'Decline with message',
  declineMessages: ['I cannot talk now.', 'I will call you back.', 'Please write to me here.'],
  ownMessage: 'Your own words',
  declineAndSay: 'Decline and tell',
  declinedWith: (name: string, message: string) =>
    `The call with ${name} was declined: “${message}”`,
  hangUp: 'Hang up',
  /** A control's name with the key that does the same. */
  withKey: (name: string, letter: string) => `${name} (Ctrl+${letter})`,
  mute: 'Mute microphone',
  unmute: 'Unmute microphone',
  cameraOff: 'Turn camera off',
  cameraOn: 'Turn camera on',
  flip: 'Switch camera',
  share: 'Share screen',
  stopSharing: 'Stop sharing',
  sharing: 'You share your screen',
  sharesScreen: (name: string) => `${name} shares a screen`,
  forText: 'Sharp for text',
  forMotion: 'Smooth for video',
  calling: (name: string) => `Calling ${name}…`,
  ringing: (name: string) => `Ringing at ${name}…`,
  connecting: (name: string) => `Connecting with ${name}…`,
  connected: (name: string) => `In a call with ${name}`,
  reconnecting: (name: string) => `Reconnecting with ${name}…`,
  reconnectingShort: 'Reconnecting…',
  duration: 'Time in this call',
  yourPicture: 'Your picture',
  yourScreen: 'Your screen',
  theirPicture: (name: string) => `Picture of ${name}`,
  theirScreen: (name: string) => `Screen of ${name}`,
  muted: 'Muted',
  microphoneIsMuted: 'Microphone muted',
  microphoneIsOn: 'Microphone on',
  theyAreMuted: (name: string) => `${name} is muted`,
  theyAreUnmuted: (name: string) => `${name} is not muted any more`,
  cameraIsOff: 'Camera off',
  cameraIsOn: 'Camera on',
  videoPaused: (name: string) => `The picture of ${name} is paused, because the network is slow`,
  mutedHint: 'You are muted: nobody hears you.',
  mutedKeepsDevice:
    'Muted sends silence. The microphone stays open, so the browser goes on showing that it is in use.',
  dismiss: 'Close',
  hear: (name: string) => `Tap to hear ${name}`,
  callAgain: 'Call again',
  layout: 'Layout',
  sizes: 'Size of the call',
  size: { sm: 'Small', md: 'Medium', lg: 'Large' },
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  pip: 'Picture in picture',
  leavePip: 'Leave picture in picture',
  hideSelf: 'Hide my picture',
  showSelf: 'Show my picture',
  moveSelf: 'Move my picture',
  moveSelfHint: 'Arrow keys move it to another corner.',
  corner: {
    'top-start': 'Your picture is at the top left.',
    'top-end': 'Your picture is at the top right.',
    'bottom-start': 'Your picture is at the bottom left.',
    'bottom-end': 'Your picture is at the bottom right.',
  },
  check: 'Camera and sound',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  systemDefault: 'What the system prefers',
  noSuchDevice: 'None was found',
  unnamed: (count: number) => `Device ${number('en', count)}`,
  level: 'How loud you are',
  testSpeaker: 'Play a test sound',
  speakerBySystem: 'This browser leaves the choice of the speaker to the system.',
  done: 'Done',
  opening: 'The browser may ask for your camera and microphone.',
  gone: {
    microphone: (name: string) => `${name} was unplugged. Another microphone is used now.`,
    camera: (name: string) => `${name} was unplugged. Another camera is used if there is one.`,
    speaker: (name: string) => `${name} was unplugged. The system’s speaker is used now.`,
  },
  back: (name: string) => `${name} is back.`,
  useIt: (name: string) => `Use ${name}`,
  quality: {
    good: 'Good connection',
    fair: 'Weak connection',
    poor: 'Poor connection',
  },
  /** Why the way to the other side is as it is. */
  link: {
    none: 'Sound and picture come through well.',
    yours: 'Your network is slow or loses data.',
    theirs: 'Their network is slow or loses data.',
    relay: 'The way between you is long: it goes by a relay.',
    device: 'This device is too busy to send a better picture.',
    lost: 'Nothing comes through at the moment.',
  },
  pictureReduced: 'Your connection is slow: your picture is sent smaller.',
  picturePaused: 'Your connection is slow: your picture is paused. Sound goes on.',
  ended: {
    'hung-up': () => 'The call has ended.',
    declined: (name: string) => `The call with ${name} was declined.`,
    busy: (name: string) => `${name} is in another call. Try again later.`,
    cancelled: () => 'You cancelled the call.',
    'no-answer': (name: string) => `${name} did not answer.`,
    missed: (name: string) => `You missed a call from ${name}.`,
    elsewhere: () => 'You answered on another tab or device.',
    gone: (name: string) => `${name} cannot be reached right now.`,
    failed: () => 'The call could not be made.',
    lost: (name: string) => `The connection with ${name} was lost.`,
  },
  /** Why a call failed, and what to do about it. */
  failed: {
    'no-path':
      'No connection could be made. One of your networks may block calls: try another network.',
    description:
      'Your browsers do not understand each other. Update both of them, then call again.',
    unsupported: 'One of your browsers cannot make calls. Try another browser.',
    'server-away': 'The server cannot be reached right now. Call again when you are back online.',
  },
  problem: {
    microphone: {
      denied:
        'Your microphone is blocked: you only listen. Allow it for this page in the address bar, then press “Unmute microphone”.',
      missing:
        'No microphone was found: you only listen. Plug one in, then press “Unmute microphone”.',
      busy: 'Another program uses your microphone. Close it there, then press “Unmute microphone”.',
      stopped: 'The system has stopped your microphone. Press “Unmute microphone” to go on.',
      unsupported: 'Calls need a secure page: open this chat by https, or on localhost.',
    },
    camera: {
      denied:
        'Your camera is blocked: this is a voice call. Allow it for this page in the address bar, then press “Turn camera on”.',
      missing:
        'No camera was found: this is a voice call. Plug one in, then press “Turn camera on”.',
      busy: 'Another program uses your camera. Close it there, then press “Turn camera on”.',
      stopped: 'The system has stopped your camera. Press “Turn camera on” to go on.',
      unsupported: 'Calls need a secure page: open this chat by https, or on localhost.',
    },
    both: {
      denied:
        'Camera and microphone are blocked: you only listen. Allow them for this page in the address bar, then turn them on here.',
      missing:
        'No camera and no microphone were found: you only listen. Plug them in, then turn them on here.',
    },
  },
};

/** What a language must say about calls. */
export type CallText = typeof en;
