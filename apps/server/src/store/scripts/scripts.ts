import { Script } from '../script.ts';
import * as leases from './leases.ts';
import * as log from './log.ts';
import * as members from './members.ts';
import { PRELUDE } from './prelude.ts';
import * as reading from './reading.ts';
import * as rooms from './rooms.ts';

const script = (body: string) => new Script(PRELUDE + body);

/** Every step on a room. */
export const SCRIPTS = {
  createRoom: script(rooms.CREATE_ROOM),
  openRoom: script(rooms.OPEN_ROOM),
  findRoom: script(rooms.FIND_ROOM),
  changeRoom: script(rooms.CHANGE_ROOM),
  endRoom: script(rooms.END_ROOM),
  packRoom: script(rooms.PACK_ROOM),
  unpackRoom: script(rooms.UNPACK_ROOM),
  leaveRoomBehind: script(rooms.LEAVE_ROOM_BEHIND),
  thawRoom: script(rooms.THAW_ROOM),
  putMember: script(members.PUT_MEMBER),
  removeConnection: script(members.REMOVE_CONNECTION),
  changeMember: script(members.CHANGE_MEMBER),
  removeMember: script(members.REMOVE_MEMBER),
  findMember: script(members.FIND_MEMBER),
  countMembers: script(members.COUNT_MEMBERS),
  renewLeases: script(leases.RENEW_LEASES),
  endLeases: script(leases.END_LEASES),
  sweepNode: script(leases.SWEEP_NODE),
  listAcquaintances: script(members.LIST_ACQUAINTANCES),
  knock: script(members.KNOCK),
  withdrawKnock: script(members.WITHDRAW_KNOCK),
  answerKnock: script(members.ANSWER_KNOCK),
  sendSignal: script(members.SEND_SIGNAL),
  tell: script(members.TELL),
  appendEntry: script(log.APPEND_ENTRY),
  listMessages: script(reading.LIST_MESSAGES),
  readRoom: script(reading.READ_ROOM),
  catchUp: script(reading.CATCH_UP),
} as const;
