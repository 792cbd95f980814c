import { parseArgs } from "node:util";
import { Type } from "typebox";
import { Check } from "typebox/value";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setImmediate, setTimeout as setTimeout$1 } from "node:timers/promises";
import { Compile } from "typebox/compile";
import { WebSocket as WebSocket$1 } from "ws";
import { connect, createServer } from "node:net";
// libs/protocol/src/limits.ts
/** Every bound that both sides must know. Sizes in characters are UTF-16 units, as `String.length` counts. */
var LIMITS = {
	/** Characters of a person's name. */
	nameLength: 40,
	/** Characters of a room's title. */
	titleLength: 80,
	/** Characters of one message. */
	textLength: 4e3,
	/** Bytes of one frame from a client; a larger one closes the socket with 1009. */
	frameBytes: 65536,
	/** Characters of a session description (Chromium's audio and video offer has about 5,200). */
	sdpLength: 32768,
	/** Characters of one ICE candidate line. */
	candidateLength: 1024,
	/** Members of one room. */
	members: 50,
	/** Rooms that one server holds. */
	rooms: 1e4,
	/** Messages that a room keeps. */
	historyMessages: 2e3,
	/** Characters of all message texts that a room keeps. */
	historyLength: 1048576,
	/** The newest messages that a snapshot holds; older ones come by pages. */
	snapshotMessages: 200,
	/** Entries that a room keeps for those who resume; who missed more gets a snapshot. */
	resumableEntries: 2e3,
	/** Different emoji on one message. */
	reactionsPerMessage: 20,
	/** Entries that wait in a client for their confirmation. */
	outboxEntries: 100,
	/** Characters of all texts that wait in a client. */
	outboxLength: 262144,
	/** Milliseconds after which a client does not resend by itself any more. */
	outboxMs: 6e5,
	/** Milliseconds for which the server knows an id again; longer than `outboxMs`. */
	dedupeMs: 9e5,
	/** Own entries that a client offers again when the log began anew … */
	reofferEntries: 50,
	/** … and besides those, all that it posted within so many milliseconds. */
	reofferMs: 6e4,
	/** Messages of one page of history. */
	pageSize: 100,
	/** Rooms joined over one socket. */
	roomsPerSocket: 50,
	/** Milliseconds in which a socket must say hello. */
	helloMs: 5e3,
	/** Milliseconds between heartbeats of the server. */
	heartbeatMs: 2e4,
	/** Milliseconds of silence after which a client gives a socket up. */
	clientSilenceMs: 3e4,
	/** Milliseconds of silence after which the server ends a socket. */
	serverSilenceMs: 45e3
};
// libs/protocol/src/entities.ts
var RANDOM_128 = "^[A-Za-z0-9_-]{22}$";
/** 128 random bits and a tag of 64 bits by which the server knows its own, base64url [P10]. */
var RoomId = Type.String({ pattern: "^[A-Za-z0-9_-]{32}$" });
/** A person, everywhere: 128 random bits, base64url, made by the server. Never a name [P11]. */
var UserId = Type.String({ pattern: RANDOM_128 });
/** A message: 128 random bits, base64url, made by its author's client [P22]. */
var MessageId = Type.String({ pattern: RANDOM_128 });
/** One socket of one person: 128 random bits, base64url, made by the server. */
var ConnectionId = Type.String({ pattern: RANDOM_128 });
/** One incarnation of a room's log: 64 random bits, base64url. Sequences compare only within it. */
var Epoch = Type.String({ pattern: "^[A-Za-z0-9_-]{11}$" });
/** Milliseconds since 1970, by the server's clock. */
var Timestamp = Type.Integer({ minimum: 0 });
var LABEL = "^(?=.*[^\\s\\p{Cf}])[^\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+$";
/** What a person is called. Names may repeat; the id tells people apart [P11]. */
var Name = Type.String({
	minLength: 1,
	maxLength: LIMITS.nameLength,
	pattern: LABEL
});
var Title = Type.String({
	minLength: 1,
	maxLength: LIMITS.titleLength,
	pattern: LABEL
});
/** Whether the server may read the messages. `none` is the only mode yet; others need a later step. */
var Encryption = Type.Literal("none");
/** One tab or one bot: 128 random bits, base64url, made by the client. Numbers what it posts [P24]. */
var ProducerId = Type.String({ pattern: RANDOM_128 });
/** The number of an entry within its epoch: 1, 2, 3 …; 0 stands for "before the first". */
var Seq = Type.Integer({ minimum: 0 });
/** How far one has read in a room's log. Only the pair identifies a place [P25]. */
var Position = Type.Object({
	epoch: Epoch,
	seq: Seq
}, { additionalProperties: false });
var info = {
	title: Title,
	ownerId: Type.Union([UserId, Type.Null()]),
	createdAt: Timestamp
};
/**
* What its members know of a room. `seal` lets any member open it again, the same, after the server forgot it [P26].
* `ownerId` is null when the room was opened again by somebody who knew nothing but its link.
*/
var Room = Type.Object({
	id: RoomId,
	...info,
	locked: Type.Boolean(),
	encryption: Encryption,
	seal: Type.String({ pattern: "^[A-Za-z0-9_-]{22}$" })
}, { additionalProperties: false });
Type.Object({
	...info,
	seal: Room.properties.seal
}, { additionalProperties: false });
/** `reconnecting`: every socket of the member is gone, but the grace is not over [P15]. */
var Presence = Type.Union([Type.Literal("online"), Type.Literal("reconnecting")]);
/** A person who is in a room. */
var Member = Type.Object({
	id: UserId,
	name: Name,
	joinedAt: Timestamp,
	presence: Presence
}, { additionalProperties: false });
/** What people add to a message: an emoji, or anything as short. */
var Emoji = Type.String({ pattern: "^[^\\s\\p{Cc}]{1,16}$" });
var body = (kind, fields) => Type.Object({
	kind: Type.Literal(kind),
	...fields
}, { additionalProperties: false });
/** What an entry says: a new message, or a change to an earlier one [P27]. */
var Body = Type.Union([
	body("text", { text: Type.String() }),
	body("edit", {
		target: MessageId,
		text: Type.String()
	}),
	body("delete", { target: MessageId }),
	body("reaction", {
		target: MessageId,
		emoji: Emoji,
		on: Type.Boolean()
	})
]);
/** One entry of a room's log. `seq` rises by one within an epoch; `sentAt` never falls. `void`: its content was deleted. */
var Entry = Type.Object({
	id: MessageId,
	seq: Type.Integer({ minimum: 1 }),
	from: UserId,
	name: Name,
	sentAt: Timestamp,
	body: Type.Union([Body, body("void", {})])
}, { additionalProperties: false });
/** A message with all changes applied. `text` is null once it was deleted. `seq` is that of the entry that made it. */
var Message = Type.Object({
	id: MessageId,
	seq: Type.Integer({ minimum: 1 }),
	from: UserId,
	name: Name,
	sentAt: Timestamp,
	text: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
	editedAt: Type.Optional(Timestamp),
	reactions: Type.Array(Type.Object({
		emoji: Emoji,
		users: Type.Array(UserId)
	}, { additionalProperties: false }))
}, { additionalProperties: false });
var ErrorCode = Type.Enum(Object.keys({
	"bad-request": [400, "The request is not well formed. Check it against /api/docs."],
	"text-empty": [400, "A message needs at least one visible character."],
	"text-too-long": [400, "The message is too long. Shorten it and send it again."],
	"session-unknown": [401, "You are not signed in here. Create a user first."],
	"origin-refused": [403, "This page may not talk to this server. Open the chat from its own address."],
	"not-a-member": [403, "Only members may do this. Join the room first."],
	"not-the-owner": [403, "Only the owner of the room may do this."],
	"room-locked": [403, "The room is locked. Ask a member to unlock it, then try again."],
	"member-removed": [403, "The owner removed you from this room. Ask the owner, or create another."],
	"room-unknown": [404, "There is no such room. Check the link, or create a new room."],
	"not-the-author": [403, "Only its author may change a message."],
	"message-unknown": [404, "That message is not kept any more, or was deleted."],
	"member-unknown": [404, "That person is not in the room any more."],
	"route-unknown": [404, "There is nothing at this address. See /api/docs."],
	"id-taken": [409, "That message id belongs to another message. Send it with a new id."],
	"epoch-stale": [409, "The room began anew. Join it again, then send this again."],
	"out-of-order": [409, "Something that was posted before is missing. Send all of it again, in order."],
	"room-full": [409, "The room is full. Try again when somebody has left."],
	"too-many-rooms": [429, "This server holds as many rooms as it may. Try again later."],
	"room-ended": [410, "The room was ended by its owner. Create a new one."],
	"body-too-large": [413, "The request is too large."],
	"media-type-unsupported": [415, "Send the body as application/json."],
	internal: [500, "Something went wrong here. Try again; if it stays, tell the operator."],
	unavailable: [503, "The server cannot take this right now. Try again in a moment."]
}));
Type.Object({ error: Type.Object({
	code: ErrorCode,
	message: Type.String()
}) }, { additionalProperties: false });
// libs/protocol/src/stored-room.ts
var strict = { additionalProperties: false };
/** The part of a room's log that a client keeps, folded up to `position`. */
var StoredHistory = Type.Object({
	info: Type.Union([Room, Type.Null()]),
	position: Position,
	messages: Type.Array(Message),
	more: Type.Boolean()
}, strict);
var StoredEntry = Type.Object({
	id: MessageId,
	body: Body,
	order: Type.Integer({ minimum: 1 }),
	postedAt: Timestamp,
	status: Type.Enum([
		"unsent",
		"failed",
		"expired",
		"waiting"
	]),
	n: Type.Optional(Type.Integer({ minimum: 1 })),
	code: Type.Optional(ErrorCode),
	madeIn: Type.Optional(Epoch),
	waitingSince: Type.Optional(Timestamp),
	doubtful: Type.Optional(Type.Literal(true))
}, strict);
var StoredAcked = Type.Object({
	id: MessageId,
	body: Body,
	order: Type.Integer({ minimum: 1 }),
	seq: Seq,
	ackedAt: Timestamp,
	elsewhere: Type.Optional(Epoch)
}, strict);
/** What one tab wrote in a room and must not lose: what is not confirmed, and what may have to be offered again [P25]. */
var StoredOutbox = Type.Object({
	producer: ProducerId,
	me: Type.Union([UserId, Type.Null()]),
	entries: Type.Array(StoredEntry),
	acked: Type.Array(StoredAcked),
	ackedIn: Type.Union([Epoch, Type.Null()])
}, strict);
/** The edge of a storage: what it gave back, or null when that is damaged or of another version. */
function parseStoredHistory(value) {
	return Check(StoredHistory, value) ? value : null;
}
/** Like {@link parseStoredHistory}. */
function parseStoredOutbox(value) {
	return Check(StoredOutbox, value) ? value : null;
}
// libs/protocol/src/close-codes.ts
/** Why a socket was closed [P40]. 1003 and 1009 are the WebSocket protocol's own (RFC 6455, 7.4.1). */
var CLOSE = {
	/** The server is going down; another will answer. */
	serverClosing: 4e3,
	/** No `hello` within {@link LIMITS.helloMs}. */
	helloTimeout: 4001,
	/** Nothing was heard for too long. */
	silent: 4002,
	/** The receiver could not keep up; resume and catch up. */
	slowConsumer: 4008,
	/** The page is older or newer than the server; load it again. */
	versionUnsupported: 4100,
	/** No valid session came with the socket; create a user again. */
	sessionUnknown: 4101,
	/** The person asked to be forgotten. */
	sessionEnded: 4200,
	/** A frame that no version of this protocol allows. */
	malformedFrame: 4400
};
/** The verdict that a close code carries [P40]. Unknown codes, 1006 among them, are worth another try. */
function closeVerdict(code) {
	if (code >= 4100 && code < 4200) return "start-over";
	return code === CLOSE.malformedFrame || code === 1003 || code === 1009 || code >= 4200 && code < 4300 ? "stop" : "resume";
}
// libs/protocol/src/encode-frame.ts
/** The text that goes over the socket [P1]. */
function encodeFrame(frame) {
	return JSON.stringify(frame);
}
// libs/protocol/src/frame.ts
/** A frame schema: an object that is told apart by `type` and knows no other fields. */
function frame(type, fields) {
	return Type.Object({
		type: Type.Literal(type),
		...fields
	}, { additionalProperties: false });
}
// libs/protocol/src/events.ts
/** What happens in a room. An event travels unchanged from the store to every member's screen. */
var ROOM_EVENTS = {
	"entry-posted": frame("entry-posted", {
		room: RoomId,
		epoch: Epoch,
		entry: Entry
	}),
	"member-joined": frame("member-joined", {
		room: RoomId,
		member: Member,
		at: Timestamp
	}),
	"member-changed": frame("member-changed", {
		room: RoomId,
		member: Member
	}),
	"member-left": frame("member-left", {
		room: RoomId,
		member: UserId,
		at: Timestamp,
		reason: Type.Enum([
			"left",
			"lost",
			"removed"
		])
	}),
	"room-changed": frame("room-changed", {
		room: RoomId,
		info: Room
	}),
	"room-ended": frame("room-ended", { room: RoomId })
};
// libs/protocol/src/signals.ts
/** One call: 128 random bits, base64url, made by the caller's client. */
var CallId = Type.String({ pattern: "^[A-Za-z0-9_-]{22}$" });
var signal = (kind, fields) => {
	const properties = {
		kind: Type.Literal(kind),
		callId: CallId,
		...fields
	};
	return Type.Object(properties, { additionalProperties: false });
};
var Sdp = Type.String({
	minLength: 1,
	maxLength: LIMITS.sdpLength
});
/** Every signal of a call [P30]-[P35]. The server relays them to one member and stores nothing. */
var SIGNALS = {
	ring: signal("ring", {}),
	ringing: signal("ringing", {}),
	accept: signal("accept", {}),
	decline: signal("decline", { reason: Type.Union([Type.Literal("declined"), Type.Literal("busy")]) }),
	"hang-up": signal("hang-up", {}),
	settled: signal("settled", {}),
	offer: signal("offer", { sdp: Sdp }),
	answer: signal("answer", { sdp: Sdp }),
	candidate: signal("candidate", {
		candidate: Type.String({ maxLength: LIMITS.candidateLength }),
		sdpMid: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
		sdpMLineIndex: Type.Union([Type.Integer({
			minimum: 0,
			maximum: 64
		}), Type.Null()]),
		usernameFragment: Type.Union([Type.String({ maxLength: 256 }), Type.Null()])
	})
};
var Signal = Type.Union([
	SIGNALS.ring,
	SIGNALS.ringing,
	SIGNALS.accept,
	SIGNALS.decline,
	SIGNALS["hang-up"],
	SIGNALS.settled,
	SIGNALS.offer,
	SIGNALS.answer,
	SIGNALS.candidate
]);
// libs/sdk/src/outbox-full.ts
/** Too much waits to be sent already: which bound of LIMITS was met. The composer explains it. */
var OutboxFull = class extends Error {
	limit;
	constructor(limit) {
		super("Too many messages wait to be sent.");
		this.name = "OutboxFull";
		this.limit = limit;
	}
};
// libs/sdk/src/outbox.ts
/** So many are under way at most: a refusal makes all behind it go again. */
var UNDER_WAY = 32;
/**
* The entries that may leave now, in order. One that took its number before, as it seems, goes under that number and
* alone: the log knows it, and answers without counting it again [P22]; if not, none has gone before it.
*/
function outgoing({ phase, position, outbox, posted, careful }) {
	if (phase.status !== "joined" || !position) return [];
	const { epoch } = position;
	const sent = outbox.filter(({ status }) => status === "sent");
	const unsent = outbox.filter(({ status }) => status === "unsent");
	const isCounted = ({ n = Infinity }) => n <= posted;
	const [first] = unsent;
	if (sent.some(isCounted)) return [];
	if (first?.n !== void 0 && isCounted(first)) return sent.length === 0 ? [{
		id: first.id,
		n: first.n,
		epoch,
		body: first.body
	}] : [];
	const firstCounted = unsent.findIndex(isCounted);
	const room = Math.max(0, (careful ? 1 : UNDER_WAY) - sent.length);
	const next = Math.max(posted, ...sent.map(({ n = 0 }) => n)) + 1;
	return unsent.slice(0, firstCounted < 0 ? room : Math.min(room, firstCounted)).map(({ id, body }, index) => ({
		id,
		n: next + index,
		epoch,
		body
	}));
}
/** Refuses what would exceed the bounds of what may wait. */
function assertRoomFor(outbox, body) {
	if (outbox.length >= LIMITS.outboxEntries) throw new OutboxFull("outboxEntries");
	if (outbox.reduce((sum, entry) => sum + lengthOf(entry.body), lengthOf(body)) > LIMITS.outboxLength) throw new OutboxFull("outboxLength");
}
/** Nobody knows what became of what was sent: all of it goes again [P22]. */
function rewind(outbox) {
	const sent = (entry) => entry.status === "sent";
	return outbox.some(sent) ? outbox.map((entry) => sent(entry) ? {
		...entry,
		status: "unsent",
		doubtful: true
	} : entry) : outbox;
}
/** For another log: none of the numbers counts, and what was waited for may be there. */
function startAnew(outbox) {
	return outbox.map((entry) => {
		if (!(entry.status === "sent" || entry.status === "unsent" || entry.status === "waiting")) return entry;
		return entry.status === "sent" ? {
			...fresh(entry),
			doubtful: true
		} : fresh(entry);
	});
}
/**
* Puts entries into the line, behind the last that may have left: a copy of that may be on its way with its number, which
* none other must take before it.
*/
function queueBehindSent(line, entries) {
	const last = line.findLastIndex(({ n, doubtful }) => n !== void 0 || doubtful === true);
	return [
		...line.slice(0, last + 1),
		...entries,
		...line.slice(last + 1)
	];
}
/** What waited may have its message in that part of the log which the snapshot does not show: all of it is tried again. */
function tryWaiting(outbox) {
	const waiting = outbox.filter(({ status }) => status === "waiting");
	if (waiting.length === 0) return outbox;
	return [...outbox.filter(({ status }) => status !== "waiting"), ...waiting.map((entry) => ({
		...entry,
		status: "unsent"
	}))];
}
/** The same entry, to be sent. Whether a copy of it has left before is never forgotten. */
function fresh({ n: _n, code: _code, waitingSince: _since, ...entry }) {
	return {
		...entry,
		status: "unsent"
	};
}
/**
* Copies of entries that are on their way may take numbers that have other entries by now. From here on each entry waits
* until the one before is in the log, so that none can overtake another, until no such copy can be left [P4].
*/
function carefully(state) {
	return {
		...state,
		careful: true,
		calmAt: null
	};
}
/** Takes an entry out of the line; a copy of it may still come. */
function withdraw(state, entry, instead = []) {
	const index = state.outbox.findIndex(({ id }) => id === entry.id);
	if (index < 0) return state;
	const outbox = state.outbox.toSpliced(index, 1, ...instead);
	const next = {
		...state,
		outbox
	};
	return entry.doubtful ? carefully(next) : next;
}
/** Which part of a message a change sets: of two changes to one part the later counts. */
function partOf(body) {
	return body.kind === "reaction" ? `${body.target} ${body.emoji}` : body.target;
}
/** Whether the outbox holds a later change to the same part. */
function isSuperseded(outbox, { id, body }) {
	if (body.kind === "text") return false;
	const index = outbox.findIndex((entry) => entry.id === id);
	return outbox.slice(index + 1).some((later) => later.body.kind !== "text" && partOf(later.body) === partOf(body));
}
/**
* A text that does not go (any more) takes my changes to it along: they would be refused. It becomes what they made of
* it, so that sending it again sends what was meant.
*/
function absorbChanges(state, id) {
	const changes = state.outbox.filter(({ body }) => body.kind !== "text" && body.target === id);
	if (changes.length === 0) return state;
	const kept = changes.reduce((rest, change) => withdraw(rest, change), state);
	if (changes.some(({ body }) => body.kind === "delete")) return {
		...kept,
		outbox: kept.outbox.filter((entry) => entry.id !== id)
	};
	const edit = changes.findLast(({ body }) => body.kind === "edit")?.body;
	return edit?.kind === "edit" ? rewrite$1(kept, id, edit.text) : kept;
}
/** The text that waits under this id, with other words. */
function rewrite$1(state, id, text) {
	return {
		...state,
		outbox: state.outbox.map((entry) => entry.id === id && entry.body.kind === "text" ? {
			...entry,
			body: {
				kind: "text",
				text
			}
		} : entry)
	};
}
/** Nothing of it can be in the log, or it is too late to find out: what becomes of it is settled here. */
function isHere({ status, doubtful }) {
	return status === "unsent" ? doubtful !== true : status !== "sent";
}
/** Time passed: what is too old is not sent by itself any more, and what waited in vain is given up [P22][P25]. */
function age(state, now) {
	let next = calm(state, now);
	for (const entry of state.outbox) {
		if (!isOver(entry, now)) continue;
		next = entry.status === "waiting" ? withdraw(next, entry) : absorbChanges(withdraw(next, entry, [{
			...entry,
			status: "expired"
		}]), entry.id);
	}
	return next;
}
/** By then the server has ended every socket that was given up here, and reads nothing of it any more. */
function calm(state, now) {
	const { careful, calmAt } = state;
	if (!careful) return state;
	if (calmAt === null) return {
		...state,
		calmAt: now + LIMITS.serverSilenceMs
	};
	return now < calmAt ? state : {
		...state,
		careful: false,
		calmAt: null
	};
}
/** When `age` has something to do next; null for never. */
function nextAging({ outbox, calmAt }) {
	const times = [...outbox.flatMap((entry) => deadlineOf(entry) ?? []), ...calmAt ? [calmAt] : []];
	return times.length === 0 ? null : Math.min(...times);
}
function isOver(entry, now) {
	const deadline = deadlineOf(entry);
	if (deadline === null) return false;
	return now >= deadline || now < deadline - 2 * LIMITS.outboxMs;
}
function deadlineOf({ status, postedAt, waitingSince }) {
	if (status === "unsent") return postedAt + LIMITS.outboxMs;
	if (status === "waiting") return (waitingSince ?? postedAt) + LIMITS.reofferMs;
	return null;
}
function lengthOf(body) {
	return "text" in body ? body.text.length : 0;
}
// libs/sdk/src/fold-entry.ts
/**
* The messages after one more entry, exactly as the server folds them [P20][P27]. A change of a message that is not
* here, or was deleted, changes nothing. `deleted`: ids of messages whose deletion is known to follow; of a `void` entry
* alone nobody can tell whether it was a message.
*/
function foldEntry(messages, entry, deleted = /* @__PURE__ */ new Set()) {
	const { body } = entry;
	switch (body.kind) {
		case "text": return [...messages, messageOf(entry, body.text)];
		case "void": return deleted.has(entry.id) ? [...messages, messageOf(entry, null)] : messages;
		default: return replaceMessage(messages, body.target, (message) => changeMessage(message, entry, body));
	}
}
/** All entries of a stretch of the log, which ends where the server read it: what is `void` there is deleted there. */
function foldEntries(messages, entries) {
	const deleted = new Set(entries.flatMap(({ body }) => body.kind === "delete" ? [body.target] : []));
	return entries.reduce((folded, entry) => foldEntry(folded, entry, deleted), messages);
}
/** The message after a change. One that was deleted stays so. */
function changeMessage(message, { from, sentAt }, change) {
	if (message.text === null) return message;
	switch (change.kind) {
		case "edit": return {
			...message,
			text: change.text,
			editedAt: sentAt
		};
		case "delete": return messageOf(message, null);
		case "reaction": return {
			...message,
			reactions: react(message.reactions, from, change)
		};
	}
}
/** The list with one message replaced; the same list when it is not there or stays as it is. */
function replaceMessage(messages, id, change) {
	const index = messages.findLastIndex((message) => message.id === id);
	const message = messages[index];
	if (!message) return messages;
	const changed = change(message);
	return changed === message ? messages : messages.with(index, changed);
}
function hasReacted(message, emoji, user) {
	return message.reactions.some((each) => each.emoji === emoji && each.users.includes(user));
}
function react(reactions, user, { emoji, on }) {
	const present = reactions.find((each) => each.emoji === emoji);
	if ((present?.users.includes(user) ?? false) === on) return reactions;
	if (!present) return [...reactions, {
		emoji,
		users: [user]
	}];
	const others = present.users.filter((each) => each !== user);
	const users = on ? [...others, user] : others;
	return reactions.map((each) => each === present ? {
		emoji,
		users
	} : each).filter((each) => each.users.length > 0);
}
function messageOf({ id, seq, from, name, sentAt }, text) {
	return {
		id,
		seq,
		from,
		name,
		sentAt,
		text,
		reactions: []
	};
}
// libs/sdk/src/reoffer.ts
/**
* The log began anew [P25], or not all of mine is in this one: which of my confirmed entries go out again, in their old order, and which are still in it.
*
* A text is in it when its id is; otherwise it goes out with the words that it has by now, unless I deleted it. Nothing
* doubles: the server knows the id of every message that it keeps, and of any other for 15 minutes [P22]; a text that is
* older and may just stand above what the snapshot shows is left alone.
*
* Of changes only the last to each part counts (a text, or one emoji of mine), and only while I know of no newer one.
* It is in the log when the message shows what it says. A change that is offered though the log has it is known by its
* id, and one that is not known makes the message what I last saw it to be: both ways nothing is lost and nothing undone.
*/
function reoffer(state, snapshot, now) {
	const lost = [...new Set(state.acked.flatMap(({ elsewhere }) => elsewhere ?? state.ackedIn ?? []))].filter((epoch) => epoch !== snapshot.epoch);
	if (lost.length === 0) return {
		offered: [],
		acked: state.acked
	};
	const logs = new Map(lost.map((epoch) => [epoch, compare(state, snapshot, {
		epoch,
		now
	})]));
	const offered = [];
	const acked = [];
	for (const entry of state.acked) {
		const { elsewhere, ...kept } = entry;
		const log = logs.get(elsewhere ?? state.ackedIn ?? "");
		const verdict = log ? judge(entry, log) : "kept";
		if (verdict === "kept") acked.push(log ? {
			...kept,
			seq: seqIn(snapshot, log, entry)
		} : kept);
		else if (verdict !== "over") offered.push(again(entry, verdict, {
			log,
			now
		}));
	}
	return {
		offered,
		acked
	};
}
/** Which of two entries of mine was confirmed first: by its number, or, where it is of another log, by this device's clock. */
function compareAcked(one, other) {
	return one.elsewhere === other.elsewhere ? one.seq - other.seq : one.ackedAt - other.ackedAt;
}
function again({ id, order }, body, { log, now }) {
	return {
		id,
		body,
		order,
		postedAt: now,
		status: "unsent",
		doubtful: true,
		...log?.epoch ? { madeIn: log.epoch } : {}
	};
}
function compare({ me, position, acked, messages }, snapshot, { epoch, now: at }) {
	const now = byId(snapshot.messages);
	const isOld = position?.epoch === epoch;
	const old = byId(isOld ? messages : []);
	const firstShown = Math.min(...[...old.values()].flatMap(({ id, seq }) => now.has(id) ? [seq] : []));
	return {
		me,
		epoch,
		old,
		reaches: (seq) => isOld && position.seq >= seq,
		now,
		more: snapshot.more,
		acked,
		isTold: ({ seq, ackedAt }) => !snapshot.more || Math.abs(at - ackedAt) < LIMITS.outboxMs || seq > firstShown
	};
}
function judge(entry, logs) {
	const { body } = entry;
	if (body.kind === "text") return judgeText(entry, body.text, logs);
	return !logs.acked.some((other) => compareAcked(other, entry) > 0 && other.body.kind !== "text" && partOf(other.body) === partOf(body)) ? judgeChange(entry, body, logs) : "over";
}
function judgeText(entry, original, logs) {
	if (logs.now.get(entry.id)?.from === logs.me) return "kept";
	if (!logs.isTold(entry)) return "over";
	const text = presentText(entry, original, logs);
	return text === null ? "over" : {
		kind: "text",
		text
	};
}
/** The words that a text of mine has by now; null when it was deleted. */
function presentText({ id, seq }, original, logs) {
	const last = logs.acked.findLast(({ body }) => (body.kind === "edit" || body.kind === "delete") && body.target === id);
	const seen = logs.old.get(id);
	if (seen && logs.reaches(last?.seq ?? seq)) return seen.text;
	if (!last) return original;
	return last.body.kind === "edit" ? last.body.text : null;
}
function judgeChange({ seq }, body, logs) {
	const seen = logs.reaches(seq) ? logs.old.get(body.target) : void 0;
	if (seen && !shows(seen, body, logs.me)) return "over";
	const target = logs.now.get(body.target);
	if (!target) return isEmptied(body, logs) ? "over" : body;
	if (shows(target, body, logs.me)) return "kept";
	return isOvertaken(target, body, seen) ? "over" : body;
}
/** The new log has a newer change already, made by another tab of mine before I came back. */
function isOvertaken(target, { kind }, seen) {
	const editedAt = target.editedAt ?? 0;
	return target.text === null || kind === "edit" && editedAt > (seen?.editedAt ?? Infinity);
}
/** Nothing is left to change: there is no message, or none that I want to be there. */
function isEmptied(body, { more, old, acked }) {
	if (more) return false;
	const takesBack = body.kind === "delete" || body.kind === "reaction" && !body.on;
	const isDeleted = old.get(body.target)?.text === null || acked.some((entry) => entry.body.kind === "delete" && entry.body.target === body.target);
	return takesBack || isDeleted;
}
function shows(message, body, me) {
	switch (body.kind) {
		case "edit": return message.text === body.text;
		case "delete": return message.text === null;
		case "reaction": return me !== null && hasReacted(message, body.emoji, me) === body.on;
	}
}
/** Where a kept entry stands now. That of a change is not told: no later than the snapshot. */
function seqIn(snapshot, logs, { id }) {
	return logs.now.get(id)?.seq ?? snapshot.seq;
}
function byId(messages) {
	return new Map(messages.map((message) => [message.id, message]));
}
// libs/sdk/src/adopt-outboxes.ts
/**
* One outbox of a page's own and those of tabs that are gone; null when there is nothing of use. What the others had
* written comes before what this one has not sent, each in its order. What is damaged, or was written by somebody else, is not taken over. A tab that
* was never connected does not know who wrote in it: that is whoever writes here.
*/
function adoptOutboxes(own, orphans) {
	const mine = parseStoredOutbox(own);
	const others = [...orphans].flatMap(([key, orphan]) => {
		const outbox = parseStoredOutbox(orphan);
		return outbox ? [{
			key,
			outbox
		}] : [];
	});
	const base = mine;
	if (!base) return null;
	const me = base.me ?? others.find(({ outbox }) => outbox.me !== null)?.outbox.me ?? null;
	const adopted = others.filter(({ outbox }) => outbox.me === null || outbox.me === me);
	const rest = adopted.map(({ outbox }) => outbox).filter((outbox) => outbox !== base);
	return {
		outbox: join$1({
			...base,
			me
		}, rest),
		adopted: adopted.map(({ key }) => key)
	};
}
function join$1(base, rest) {
	if (rest.length === 0) return base;
	const acked = [base, ...rest].flatMap((outbox) => ackedOf(outbox, base.ackedIn));
	acked.sort(compareAcked);
	const entries = queueBehindSent(base.entries, []);
	return {
		...base,
		acked: acked.map((entry, index) => ({
			...entry,
			order: index + 1
		})),
		entries: entries.map((entry, index) => ({
			...entry,
			order: acked.length + index + 1
		}))
	};
}
/** What a tab had confirmed, with the log that did where that is another than `epoch`: it may have to go there too [P25]. */
function ackedOf({ acked, ackedIn }, epoch) {
	return acked.map((entry) => {
		const elsewhere = entry.elsewhere ?? ackedIn;
		return elsewhere === null || elsewhere === epoch ? entry : {
			...entry,
			elsewhere
		};
	});
}
/** The number under which another producer sent an entry says nothing here. */
function foreignEntries({ entries }) {
	return entries.map(({ n: _n, ...entry }) => entry);
}
// libs/protocol/src/codec.ts
/** The only `JSON.parse` of frames: the text is a frame when the check of its `type` says so [P1]. */
function parseFrame(text, checks) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		return {
			ok: false,
			reason: "not JSON"
		};
	}
	const type = value?.type;
	const check = typeof type === "string" ? checks.get(type) : void 0;
	if (!check) return {
		ok: false,
		reason: "unknown frame type"
	};
	if (!check(value)) return {
		ok: false,
		reason: `malformed ${type} frame`
	};
	return {
		ok: true,
		frame: value
	};
}
// libs/protocol/src/server-frames.ts
/** The `n` of the producer's newest entry in this room's log; 0 for none [P24]. */
var Posted = Type.Integer({ minimum: 0 });
var RejectedRequest = Type.Enum([
	"join",
	"leave",
	"post",
	"signal"
]);
/** Everything the server may say: facts, one schema for each `type` [P1]. */
var SERVER_FRAMES = {
	welcome: frame("welcome", {
		connection: ConnectionId,
		user: Type.Object({
			id: UserId,
			name: Name
		}, { additionalProperties: false }),
		serverTime: Timestamp
	}),
	snapshot: frame("snapshot", {
		room: RoomId,
		info: Room,
		epoch: Epoch,
		seq: Seq,
		posted: Posted,
		messages: Type.Array(Message),
		more: Type.Boolean(),
		members: Type.Array(Member)
	}),
	resumed: frame("resumed", {
		room: RoomId,
		info: Room,
		epoch: Epoch,
		seq: Seq,
		posted: Posted,
		entries: Type.Array(Entry),
		members: Type.Array(Member)
	}),
	"room-left": frame("room-left", {
		room: RoomId,
		reason: Type.Enum([
			"left",
			"removed",
			"ended"
		])
	}),
	signal: frame("signal", {
		room: RoomId,
		from: UserId,
		connection: ConnectionId,
		signal: Signal
	}),
	rejected: frame("rejected", {
		request: RejectedRequest,
		room: RoomId,
		id: Type.Optional(MessageId),
		n: Type.Optional(Posted),
		signal: Type.Optional(Type.Object({
			to: UserId,
			connection: Type.Optional(ConnectionId),
			callId: CallId
		}, { additionalProperties: false })),
		code: ErrorCode,
		message: Type.String()
	}),
	heartbeat: frame("heartbeat", { positions: Type.Array(Type.Object({
		room: RoomId,
		epoch: Epoch,
		seq: Seq
	}, { additionalProperties: false })) }),
	bye: frame("bye", { retryMs: Type.Integer({ minimum: 0 }) }),
	...ROOM_EVENTS
};
var checks$1 = new Map(Object.entries(SERVER_FRAMES).map(([type, schema]) => [type, (value) => Check(schema, value)]));
/** The edge of a client: a frame of the server, or why it is none. Interpreted, so fit for a strict CSP. */
function parseServerFrame(text) {
	return parseFrame(text, checks$1);
}
// libs/sdk/src/backoff.ts
var CAP_MS = 3e4;
var BASE_MS = 500;
/**
* Milliseconds to wait before attempt `attempt` (0, 1, 2 …): anything up to a bound that doubles, so that many
* clients do not come back at once ("full jitter"). `random` is in [0, 1).
*/
function backoff(attempt, random) {
	return Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
}
// libs/sdk/src/connection-state.ts
/** The next state [P5][P40]. An input that makes no sense in a state leaves it as it is. */
function transition(state, input) {
	switch (input.type) {
		case "open": return state.status === "idle" || state.status === "closed" ? {
			status: "connecting",
			attempt: 0
		} : state;
		case "welcome": return state.status === "connecting" ? opened(state.attempt, input.welcome) : state;
		case "stable": return state.status === "open" ? {
			...state,
			attempt: 0
		} : state;
		case "bye": return state.status === "open" ? {
			...state,
			retryMs: input.retryMs
		} : state;
		case "lost": return state.status === "connecting" || state.status === "open" ? lost(state, input) : state;
		case "retry": return state.status === "waiting" ? {
			status: "connecting",
			attempt: state.attempt
		} : state;
		case "close": return { status: "idle" };
	}
}
function opened(attempt, { connection, user }) {
	return {
		status: "open",
		attempt,
		connection,
		user,
		retryMs: null
	};
}
function lost(state, { code, random }) {
	const verdict = closeVerdict(code);
	if (verdict !== "resume") return {
		status: "closed",
		code,
		verdict
	};
	const retryMs = (state.status === "open" ? state.retryMs : null) ?? backoff(state.attempt, random);
	return {
		status: "waiting",
		attempt: state.attempt + 1,
		retryMs
	};
}
// libs/sdk/src/emitter.ts
/** A list of listeners that its owner alone calls. Subscribing returns the unsubscribe function. */
var Emitter = class {
	#listeners = /* @__PURE__ */ new Set();
	subscribe(listener) {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
	emit(event) {
		for (const listener of [...this.#listeners]) listener(event);
	}
};
// libs/sdk/src/random-id.ts
/** 128 random bits, base64url, 22 characters: an id for a message or a call [P22]. */
function randomId() {
	const bytes = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
	return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
// libs/sdk/src/connection.ts
/** A socket that stayed open so long has proved itself: the next loss begins with short waits again. */
var STABLE_MS = 1e4;
/** How long an answer to a probe may take before the socket counts as dead. */
var PROBE_MS = 3e3;
/** RFC 6455, 7.1.5: the code that stands for "closed without a close frame". */
var ABNORMAL = 1006;
/**
* Owns one socket and keeps it alive: says hello, watches for silence, connects again after a loss.
* Frames arrive only while it is open. Rejoining rooms is for those who use it.
*/
var Connection = class {
	producer;
	#options;
	#frames = new Emitter();
	#states = new Emitter();
	#state = { status: "idle" };
	#socket;
	#stateTimer;
	#silenceTimer;
	/** When the silence is over, by the clock of `performance`. */
	#silenceEnd = 0;
	#silenceMs;
	constructor(options) {
		this.#options = options;
		this.#silenceMs = options.silenceMs ?? LIMITS.clientSilenceMs;
		this.producer = options.producer ?? randomId();
	}
	get state() {
		return this.#state;
	}
	/** Begins, or begins again after the server said stop or start over. */
	open() {
		this.#apply({ type: "open" });
	}
	/** Ends it for good; `open` begins anew. */
	close() {
		this.#apply({ type: "close" });
	}
	/** Sends when open and says whether it did. Nothing is kept for later: that is the outbox's task. */
	send(frame) {
		if (this.#state.status !== "open") return false;
		this.#socket?.send(encodeFrame(frame));
		return true;
	}
	/** Call it when the network may have changed: tries at once, or finds out soon that the socket is dead. */
	probe() {
		const { status } = this.#state;
		this.#apply({ type: "retry" });
		this.send({ type: "heartbeat" });
		if (status !== "open" && status !== "connecting") return;
		this.#expectFrameWithin(Math.min(PROBE_MS, this.#silenceEnd - performance.now()));
	}
	onFrame(listener) {
		return this.#frames.subscribe(listener);
	}
	onState(listener) {
		return this.#states.subscribe(listener);
	}
	#apply(input) {
		const before = this.#state;
		this.#state = transition(before, input);
		if (this.#state === before) return;
		if (this.#state.status !== before.status) this.#enter(this.#state);
		this.#states.emit(this.#state);
	}
	#enter(state) {
		clearTimeout(this.#stateTimer);
		if (state.status === "connecting") return this.#connect();
		if (state.status === "open") {
			this.#stateTimer = setTimeout(() => this.#apply({ type: "stable" }), STABLE_MS);
			return;
		}
		this.#drop();
		if (state.status === "waiting") this.#stateTimer = setTimeout(() => this.#apply({ type: "retry" }), state.retryMs);
	}
	#connect() {
		const { url, token } = this.#options;
		const Socket = this.#options.WebSocket ?? WebSocket;
		const socket = token ? new Socket(url, { headers: { authorization: `Bearer ${token}` } }) : new Socket(url);
		this.#socket = socket;
		socket.onopen = () => {
			const { producer } = this;
			socket.send(encodeFrame({
				type: "hello",
				version: 1,
				producer
			}));
		};
		socket.onmessage = ({ data }) => this.#receive(data);
		socket.onclose = ({ code }) => this.#lose(code);
		socket.onerror = () => {};
		this.#expectFrameWithin(this.#silenceMs);
	}
	#receive(data) {
		this.#expectFrameWithin(this.#silenceMs);
		const { parse = parseServerFrame } = this.#options;
		const parsed = parse(String(data));
		if (!parsed.ok) return;
		if (parsed.frame.type === "welcome") this.#apply({
			type: "welcome",
			welcome: parsed.frame
		});
		if (parsed.frame.type === "bye") this.#apply({
			type: "bye",
			retryMs: parsed.frame.retryMs
		});
		this.#frames.emit(parsed.frame);
	}
	#expectFrameWithin(ms) {
		clearTimeout(this.#silenceTimer);
		this.#silenceEnd = performance.now() + ms;
		this.#silenceTimer = setTimeout(() => this.#lose(ABNORMAL), ms);
	}
	#lose(code) {
		this.#apply({
			type: "lost",
			code,
			random: Math.random()
		});
	}
	/** Lets the socket go without waiting for its close event, which a dead network delays for minutes. */
	#drop() {
		clearTimeout(this.#silenceTimer);
		const socket = this.#socket;
		if (!socket) return;
		this.#socket = void 0;
		socket.onopen = socket.onmessage = socket.onclose = null;
		socket.close(1e3);
	}
};
// libs/sdk/src/rest.ts
/** A refusal of the server, or `unavailable` when it could not be reached. */
var ApiError = class extends Error {
	code;
	constructor(code, message, options) {
		super(message, options);
		this.name = "ApiError";
		this.code = code;
	}
};
function createApi({ origin, token }) {
	const call = async (method, path, body) => {
		const headers = {};
		if (token) headers["authorization"] = `Bearer ${token}`;
		if (body !== void 0) headers["content-type"] = "application/json";
		const response = await fetch(`${origin}${path}`, {
			method,
			headers,
			credentials: "include",
			...body === void 0 ? {} : { body: JSON.stringify(body) }
		}).catch((cause) => {
			throw new ApiError("unavailable", "The server cannot be reached.", { cause });
		});
		if (!response.ok) throw await refusal(response);
		return response.status === 204 ? void 0 : await response.json();
	};
	const roomPath = (room) => `/api/rooms/${encodeURIComponent(room)}`;
	return {
		createUser: (body) => call("POST", "/api/users", body),
		me: () => call("GET", "/api/users/me"),
		rename: (name) => call("PATCH", "/api/users/me", { name }),
		forgetMe: () => call("DELETE", "/api/users/me"),
		createRoom: (body) => call("POST", "/api/rooms", body),
		previewRoom: (room) => call("GET", roomPath(room)),
		changeRoom: (room, body) => call("PATCH", roomPath(room), body),
		endRoom: (room) => call("DELETE", roomPath(room)),
		history: (room, before) => call("GET", `${roomPath(room)}/messages${before === void 0 ? "" : `?before=${before}`}`),
		postMessage: (room, message) => call("POST", `${roomPath(room)}/messages`, message),
		iceServers: () => call("GET", "/api/ice-servers")
	};
}
async function refusal(response) {
	const body = await response.json().catch(() => null);
	if (!body?.error) return new ApiError("unavailable", `The server answered ${response.status}.`);
	return new ApiError(body.error.code, body.error.message);
}
// libs/sdk/src/room-frames.ts
/** Asks to be let in, from where I have read to [P13], with what I remember of a room that had an owner [P26]. */
function joinFrame(room, { position, info, acked, ackedIn }) {
	const isMineElsewhere = acked.some(({ elsewhere = ackedIn }) => elsewhere !== position?.epoch);
	const frame = {
		type: "join",
		room,
		...position && !isMineElsewhere ? { position } : {}
	};
	if (!info || info.ownerId === null) return frame;
	const { title, ownerId, createdAt, seal } = info;
	return {
		...frame,
		sealed: {
			title,
			ownerId,
			createdAt,
			seal
		}
	};
}
/** What a call hears of a frame [P30]. */
function signalEventOf(frame) {
	switch (frame.type) {
		case "signal": {
			const { from, connection, signal } = frame;
			return {
				type: "signal",
				from,
				connection,
				signal
			};
		}
		case "rejected": return frame.signal ? {
			type: "refused",
			refused: frame.signal
		} : null;
		case "member-left": return {
			type: "member-left",
			member: frame.member
		};
		default: return null;
	}
}
// libs/sdk/src/room-keeper.ts
/** How long the history may lag behind in the storage. What is missing there comes again with the next `resumed`. */
var HISTORY_MS = 500;
/** A storage that does not answer for so long is done without. */
var LOAD_MS = 3e3;
/**
* Keeps one room in a storage: the outbox at every change, the history a little later. One write at a time, always of
* the newest state. A storage that fails costs the memory of the room over a reload, never the room.
*/
var RoomKeeper = class {
	#storage;
	#room;
	#producer;
	#writing = null;
	#erasing = null;
	#historyTimer;
	#state = null;
	#stored = {};
	#isHistoryDue = false;
	/** Nothing is written before all was loaded, nor once it was erased. */
	#status = "loading";
	constructor(storage, room, producer) {
		this.#storage = storage;
		this.#room = room;
		this.#producer = producer;
	}
	/** What is stored, checked; null when there is nothing of use. */
	async load() {
		const stored = await inTime(this.#storage.load(this.#room));
		if (stored === void 0 || this.#status !== "loading") return null;
		this.#status = "open";
		const history = parseStoredHistory(stored?.history);
		const outbox = parseStoredOutbox(stored?.outbox);
		return history || outbox ? restored(history, outbox, this.#producer) : null;
	}
	/** Takes note of a change. */
	keep(state) {
		this.#state = state;
		if (this.#status !== "open") return;
		if (isOutboxChanged(state, this.#stored)) this.#write();
		if (isHistoryChanged(state, this.#stored)) this.#historyTimer ??= setTimeout(() => void this.flush(), HISTORY_MS);
	}
	/** Writes what is not written yet. */
	async flush() {
		clearTimeout(this.#historyTimer);
		this.#historyTimer = void 0;
		this.#isHistoryDue = true;
		await this.#write();
	}
	/** Forgets the room: nothing is written any more, until `reopen`. */
	erase() {
		this.#erasing ??= this.#erase();
		return this.#erasing;
	}
	/** Keeps again what was erased. */
	reopen() {
		if (this.#status !== "erased") return;
		this.#status = "open";
		this.#erasing = null;
	}
	async #erase() {
		this.#status = "erased";
		clearTimeout(this.#historyTimer);
		this.#historyTimer = void 0;
		this.#stored = {};
		await this.#writing;
		await this.#storage.erase(this.#room).catch(() => void 0);
	}
	#write() {
		this.#writing ??= this.#writeAll().finally(() => {
			this.#writing = null;
		});
		return this.#writing;
	}
	async #writeAll() {
		for (let part = this.#nextPart(); part; part = this.#nextPart()) try {
			await part();
		} catch {}
	}
	/** The outbox first: what is in the history as well is told by its id, what is in neither is lost. */
	#nextPart() {
		const state = this.#state;
		if (!state || this.#status !== "open") return null;
		if (isOutboxChanged(state, this.#stored)) {
			const { outbox, acked, ackedIn, me } = state;
			this.#stored = {
				...this.#stored,
				outbox,
				acked,
				ackedIn,
				me
			};
			return () => this.#storage.saveOutbox(this.#room, storedOutbox(state, this.#producer));
		}
		if (!this.#isHistoryDue) return null;
		this.#isHistoryDue = false;
		const { position } = state;
		if (!position || !isHistoryChanged(state, this.#stored)) return null;
		const { info, messages, more } = state;
		this.#stored = {
			...this.#stored,
			info,
			position,
			messages,
			more
		};
		const history = {
			info,
			position,
			messages: [...messages],
			more
		};
		return () => this.#storage.saveHistory(this.#room, history);
	}
};
function isOutboxChanged(state, stored) {
	return !(state.outbox.length + state.acked.length === 0 && stored.outbox === void 0) && [
		"outbox",
		"acked",
		"ackedIn",
		"me"
	].some((key) => state[key] !== stored[key]);
}
function isHistoryChanged(state, stored) {
	return [
		"info",
		"position",
		"messages",
		"more"
	].some((key) => state[key] !== stored[key]);
}
/** What was sent is doubtful for the next page: nobody there hears the answer. */
function storedOutbox({ outbox, acked, ackedIn, me }, producer) {
	return {
		producer,
		me,
		entries: outbox.map(({ status, ...entry }) => status === "sent" ? {
			...entry,
			status: "unsent",
			doubtful: true
		} : {
			...entry,
			status
		}),
		acked: [...acked],
		ackedIn
	};
}
function restored(history, outbox, producer) {
	const sameProducer = outbox?.producer === producer;
	return {
		me: outbox?.me ?? null,
		history,
		outbox: (outbox?.entries ?? []).map(({ n, ...entry }) => n === void 0 || !sameProducer ? entry : {
			...entry,
			n
		}),
		acked: outbox?.acked ?? [],
		ackedIn: outbox?.ackedIn ?? null,
		sameProducer
	};
}
/** What was loaded; nothing when the storage failed, or takes too long. */
async function inTime(loading) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve(void 0), LOAD_MS);
	});
	const loaded = await Promise.race([loading.catch(() => void 0), late]);
	clearTimeout(timer);
	return loaded;
}
// libs/sdk/src/room-state.ts
var initialRoomState = {
	phase: { status: "joining" },
	info: null,
	me: null,
	position: null,
	messages: [],
	more: false,
	loadingOlder: null,
	members: [],
	notices: [],
	outbox: [],
	acked: [],
	ackedIn: null,
	written: 0,
	posted: 0,
	careful: false,
	calmAt: null,
	setbacks: 0
};
// libs/sdk/src/room-machine.ts
/**
* Owns the state of one room and does what the state asks for: joins, posts in order, waits after a setback, lets old
* entries expire, keeps it all in the storage. What it is told goes through the reducer and nowhere else.
*/
var RoomMachine = class {
	#room;
	#link;
	#keeper;
	#reduce;
	#changes = new Emitter();
	#state = initialRoomState;
	#isRestored = false;
	#isClosed = false;
	/** The socket by which the room is reached; null while there is none. */
	#socket = null;
	/** The phase for which `join` was sent: each `joining` asks once. */
	#asked = null;
	/** Runs while a setback is waited out. */
	#pause;
	#agingTimer;
	#agingAt = null;
	constructor({ link, room, keeper, reduce }) {
		this.#room = room;
		this.#link = link;
		this.#keeper = keeper;
		this.#reduce = reduce;
	}
	get state() {
		return this.#state;
	}
	subscribe(listener) {
		return this.#changes.subscribe(() => listener(this.#state));
	}
	/** Every socket is a new start; other changes of the connection are none of a room's business. */
	follow() {
		const { state } = this.#link;
		const socket = state.status === "open" ? state.connection : null;
		if (!this.#isRestored || socket === this.#socket) return;
		this.#socket = socket;
		this.#endPause();
		this.apply(state.status === "open" ? {
			type: "connected",
			me: state.user.id
		} : { type: "disconnected" });
	}
	apply(input) {
		const before = this.#state;
		this.#state = this.#reduce(before, input, Date.now());
		if (this.#state !== before) {
			if (this.#state.setbacks > before.setbacks) this.#beginPause(this.#state.setbacks);
			if (this.#state.phase.status === "left") this.#keeper?.erase();
			else this.#keeper?.keep(this.#state);
			this.#changes.emit();
		}
		this.#proceed();
	}
	close() {
		this.#isClosed = true;
		this.#endPause();
		clearTimeout(this.#agingTimer);
	}
	/** Restores what was stored, then follows the connection. */
	start() {
		if (!this.#keeper) return this.#begin();
		this.#keeper.load().then((room) => {
			if (room) this.apply({
				type: "restored",
				room
			});
			this.#begin();
		});
	}
	#begin() {
		this.#isRestored = true;
		this.follow();
	}
	/** Does what the state asks for, one thing at a time: each changes the state and comes back here. */
	#proceed() {
		const state = this.#state;
		if (this.#isClosed) return;
		if (age(state, Date.now()) !== state) return this.apply({ type: "tick" });
		this.#scheduleAging();
		if (!this.#socket || this.#pause !== void 0) return;
		if (state.phase.status === "joining" && state.phase !== this.#asked) {
			this.#asked = state.phase;
			this.#link.send(joinFrame(this.#room, state));
		}
		const [next] = outgoing(state);
		if (next && this.#link.send({
			type: "post",
			room: this.#room,
			...next
		})) this.apply({
			type: "sent",
			id: next.id,
			n: next.n
		});
	}
	#beginPause(setbacks) {
		clearTimeout(this.#pause);
		this.#pause = setTimeout(() => {
			this.#endPause();
			this.#proceed();
		}, backoff(setbacks - 1, Math.random()));
	}
	#endPause() {
		clearTimeout(this.#pause);
		this.#pause = void 0;
	}
	#scheduleAging() {
		const at = nextAging(this.#state);
		if (at === this.#agingAt) return;
		this.#agingAt = at;
		clearTimeout(this.#agingTimer);
		if (at === null) return;
		this.#agingTimer = setTimeout(() => {
			this.#agingAt = null;
			this.#proceed();
		}, at - Date.now());
	}
};
// libs/sdk/src/receive-log.ts
/** The whole truth, in place of what I had [P13]. What I had in a log that is gone is offered again [P25]. */
function applySnapshot(state, frame, now) {
	const isNewLog = (state.ackedIn ?? state.position?.epoch ?? frame.epoch) !== frame.epoch;
	const { offered, acked } = reoffer(state, frame, now);
	const outbox = isNewLog ? inOrder([...offered, ...startAnew(state.outbox)]) : queueBehindSent(tryWaiting(unsettled(state).outbox), offered);
	return wake({
		...joined(frame.messages.reduce((next, message) => confirm(next, message, now), {
			...state,
			acked,
			outbox
		}), frame),
		position: {
			epoch: frame.epoch,
			seq: frame.seq
		},
		messages: frame.messages,
		more: frame.more,
		loadingOlder: null,
		notices: isNewLog ? [] : state.notices,
		...careOf(isNewLog ? initialRoomState : unsettled(state, frame.posted))
	});
}
/** Exactly what I missed [P13]. Anything else is not applied at all: the room is asked again. */
function applyResumed(state, frame, now) {
	const missed = missedEntries(state.position, frame);
	if (!missed) return setBack(rejoining(state));
	const confirmed = missed.reduce((next, entry) => confirm(next, entry, now), unsettled(state));
	const care = careOf(unsettled(state, frame.posted));
	return wake({
		...append(joined(confirmed, frame), missed),
		...care
	});
}
/** One more entry, if it is the next one; of a hole or another log only an answer to `join` shows all [P13][P20]. */
function applyEntry(state, { epoch, entry }, now) {
	const { phase, position } = state;
	if (phase.status !== "joined" || !position) return state;
	if (epoch !== position.epoch || entry.seq > position.seq + 1) return rejoining(state);
	const confirmed = confirm(state, entry, now);
	return entry.seq <= position.seq ? confirmed : wake(append(confirmed, [entry]));
}
/** Where the log ends by a heartbeat: who missed the last entry learns it here [P4]. Null: I am not in by the server. */
function applyLogEnd(state, end) {
	const { phase, position } = state;
	if (phase.status !== "joined" || !position) return state;
	return end?.epoch === position.epoch && end.seq <= position.seq ? state : rejoining(state);
}
/** Asks to be let in again; what became of what was sent is not known then. Not for who was refused or left. */
function rejoining(state) {
	const { status } = state.phase;
	return status === "joined" || status === "joining" ? {
		...unsettled(state),
		phase: { status: "joining" }
	} : state;
}
function setBack(state) {
	return {
		...state,
		setbacks: state.setbacks + 1
	};
}
/** An entry of mine is in the log [P21]. Nobody else's entry can confirm mine, whatever its id. */
function confirm(state, { id, from, seq }, now) {
	const entry = from === state.me ? state.outbox.find((each) => each.id === id) : void 0;
	if (!entry) return state;
	const { body, order } = entry;
	const confirmed = {
		...entry.status === "sent" ? state : carefully(state),
		outbox: state.outbox.filter((each) => each !== entry),
		acked: remember(state.acked, {
			id,
			body,
			order,
			seq,
			ackedAt: now
		}),
		posted: Math.max(state.posted, entry.n ?? state.posted + 1),
		setbacks: 0
	};
	return confirmed.outbox.filter((each) => isSuperseded([each, entry], each) && each.order < order).reduce((next, each) => withdraw(next, each), confirmed);
}
/** Changes that waited for their message go when it is there, after all that is in line by now. */
function wake(state) {
	return state.outbox.filter(({ status }) => status === "waiting").reduce((next, entry) => {
		const target = entry.body.kind === "text" ? entry.id : entry.body.target;
		const message = state.messages.find(({ id }) => id === target);
		if (!message && !isSuperseded(next.outbox, entry)) return next;
		const rest = withdraw(next, entry);
		return !message || message.text === null || isSuperseded(next.outbox, entry) ? rest : {
			...rest,
			outbox: [...rest.outbox, fresh(entry)]
		};
	}, state);
}
/**
* What was sent is sent again. Copies whose outcome is not known, or that an answer with so many `posted` does not count
* yet, can still come and take a number that has another entry by now.
*/
function unsettled(state, posted = state.posted) {
	const isOpen = ({ status, doubtful }) => status === "sent" || doubtful === true;
	const next = {
		...state,
		outbox: rewind(state.outbox)
	};
	return posted < state.posted || state.outbox.some(isOpen) ? carefully(next) : next;
}
function careOf({ careful, calmAt }) {
	return {
		careful,
		calmAt
	};
}
function joined(state, { info, epoch, posted, members }) {
	return {
		...state,
		phase: { status: "joined" },
		info,
		members,
		posted,
		ackedIn: epoch
	};
}
/** In the order of writing: of what is confirmed some can be newer than what is not, when a snapshot told it. */
function inOrder(outbox) {
	return outbox.toSorted((one, other) => one.order - other.order);
}
/** The part of a `resumed` that is new to me, or null when it does not reach from my position to its end. */
function missedEntries(position, { epoch, seq, entries }) {
	if (position?.epoch !== epoch) return null;
	const missed = entries.filter((entry) => entry.seq > position.seq);
	return missed.every((entry, index) => entry.seq === position.seq + 1 + index) && position.seq + missed.length === seq ? missed : null;
}
function append(state, entries) {
	const last = entries.at(-1);
	if (!last || !state.position) return state;
	const [only] = entries;
	const messages = only === last ? foldEntry(state.messages, last) : foldEntries(state.messages, entries);
	const surplus = Math.max(0, messages.length - LIMITS.historyMessages);
	const { loadingOlder } = state;
	return {
		...state,
		position: {
			...state.position,
			seq: last.seq
		},
		messages: surplus === 0 ? messages : messages.slice(surplus),
		more: state.more || surplus > 0,
		loadingOlder: loadingOlder && {
			...loadingOlder,
			changes: [...loadingOlder.changes, ...entries.filter(({ body }) => body.kind !== "text")]
		}
	};
}
/** The last 50, and all of the last minute [P25]. */
function remember(acked, entry) {
	const all = [...acked.filter(({ id }) => id !== entry.id), entry];
	const surplus = all.length - LIMITS.reofferEntries;
	const firstKept = all.findIndex(({ ackedAt }, index) => index >= surplus || Math.abs(entry.ackedAt - ackedAt) < LIMITS.reofferMs);
	return all.slice(firstKept);
}
// libs/sdk/src/refusals.ts
/** The server is not able now: asking again later is worth it. */
var PASSING = ["unavailable", "internal"];
/** These are about what was posted; it would be refused again. Everything else is about my place in the room. */
var CONTENT = [
	"bad-request",
	"text-empty",
	"text-too-long",
	"id-taken",
	"not-the-author",
	"message-unknown"
];
function applyRejection(state, frame, now) {
	if (frame.request === "join") return applyJoinRefusal(state, frame.code);
	if (frame.request !== "post") return state;
	const entry = state.outbox.find(({ id }) => id === frame.id);
	if (entry?.status !== "sent" || frame.n !== void 0 && frame.n !== entry.n) return state;
	const { code } = frame;
	switch (remedyFor(state, entry, code)) {
		case "fail": return absorbChanges(withdraw(othersAgain(state, entry), entry, [failed(entry, code)]), entry.id);
		case "drop": return withdraw(othersAgain(state, entry), entry);
		case "wait": return wait(othersAgain(state, entry), entry, now);
		case "send-again": return setBack({
			...state,
			outbox: rewind(state.outbox)
		});
		case "rejoin": return setBack(rejoining(code === "out-of-order" ? withoutNumber(state, entry) : state));
	}
}
function applyJoinRefusal(state, code) {
	if (state.phase.status !== "joining") return state;
	if (PASSING.includes(code)) return setBack(rejoining(state));
	return {
		...state,
		phase: {
			status: "refused",
			code
		},
		members: []
	};
}
function remedyFor({ messages }, { body, madeIn }, code) {
	if (PASSING.includes(code)) return "send-again";
	if (!CONTENT.includes(code)) return "rejoin";
	if (code !== "message-unknown" || body.kind === "text") return "fail";
	const target = messages.find(({ id }) => id === body.target);
	if (target?.text === null) return "drop";
	return target || madeIn === void 0 ? "fail" : "wait";
}
/** All that was sent after a refused entry is refused too [P24], and goes again without it. */
function othersAgain(state, refused) {
	const outbox = state.outbox.map((entry) => entry === refused ? entry : rewind([entry])[0] ?? entry);
	return {
		...state,
		outbox
	};
}
/** It did not take the number after all. */
function withoutNumber(state, refused) {
	const outbox = state.outbox.map((entry) => entry === refused ? {
		...fresh(entry),
		doubtful: true
	} : entry);
	return {
		...state,
		outbox
	};
}
function failed(entry, code) {
	return {
		...fresh(entry),
		status: "failed",
		code
	};
}
function wait(state, entry, now) {
	if (isSuperseded(state.outbox, entry)) return withdraw(state, entry);
	const { waitingSince = now } = entry;
	return withdraw(state, entry, [{
		...fresh(entry),
		status: "waiting",
		waitingSince
	}]);
}
// libs/sdk/src/room-events.ts
/** What happens in a room besides its log. */
function applyRoomEvent(state, event) {
	switch (event.type) {
		case "member-joined": return note({
			...state,
			members: [...without(state.members, event.member.id), event.member]
		}, {
			kind: "joined",
			at: event.at,
			member: event.member
		});
		case "member-changed": return {
			...state,
			members: state.members.map((m) => m.id === event.member.id ? event.member : m)
		};
		case "member-left": {
			const member = state.members.find(({ id }) => id === event.member);
			if (!member) return state;
			return note({
				...state,
				members: without(state.members, event.member)
			}, {
				kind: "left",
				at: event.at,
				reason: event.reason,
				member
			});
		}
		case "room-changed": return {
			...state,
			info: event.info
		};
		case "room-ended": return {
			...state,
			phase: {
				status: "left",
				reason: "ended"
			},
			members: []
		};
	}
}
function note(state, { member, ...fields }) {
	const after = state.position?.seq ?? 0;
	const key = String(Number(state.notices.at(-1)?.key ?? 0) + 1);
	const notice = {
		...fields,
		key,
		after,
		member: {
			id: member.id,
			name: member.name
		}
	};
	return {
		...state,
		notices: [...state.notices.slice(-199), notice]
	};
}
function without(members, id) {
	return members.filter((member) => member.id !== id);
}
// libs/sdk/src/room-reducer.ts
/** The next state. Pure: `now` is this device's clock. What makes no difference returns the same object. */
function applyRoomInput(state, input, now) {
	switch (input.type) {
		case "snapshot": return state.phase.status === "left" ? state : applySnapshot(state, input, now);
		case "resumed": return state.phase.status === "left" ? state : applyResumed(state, input, now);
		case "entry-posted": return applyEntry(state, input, now);
		case "rejected": return applyRejection(state, input, now);
		case "room-left": return {
			...state,
			phase: {
				status: "left",
				reason: input.reason
			},
			members: []
		};
		case "log-end": return applyLogEnd(state, input.position);
		case "restored": return restore(state, input.room, now);
		case "connected": return connect$1(state, input);
		case "disconnected": return rejoining(state);
		case "join": return state.phase.status === "joined" ? state : {
			...state,
			phase: { status: "joining" }
		};
		case "post":
		case "sent":
		case "rewrite":
		case "retry":
		case "discard":
		case "tick": return applyOwn(state, input, now);
		case "older-requested":
		case "older-loaded":
		case "older-failed": return applyOlder(state, input);
		default: return state.phase.status === "joined" ? applyRoomEvent(state, input) : state;
	}
}
function applyOwn(state, input, now) {
	switch (input.type) {
		case "post": return post(state, input, now);
		case "sent": return {
			...state,
			outbox: state.outbox.map((entry) => entry.id === input.id ? {
				...entry,
				status: "sent",
				n: input.n
			} : entry)
		};
		case "rewrite": return rewrite$1(state, input.id, input.text);
		case "retry": return retry(state, input, now);
		case "discard": {
			const entry = state.outbox.find(({ id }) => id === input.id);
			return entry ? absorbChanges(withdraw(state, entry), entry.id) : state;
		}
		case "tick": return age(state, now);
	}
}
function post(state, { id, body }, now) {
	const code = faultOf(body);
	const madeIn = state.position ? { madeIn: state.position.epoch } : {};
	const entry = {
		id,
		body,
		order: state.written + 1,
		postedAt: now,
		...code ? {
			status: "failed",
			code
		} : { status: "unsent" },
		...madeIn
	};
	const posted = {
		...state,
		outbox: [...state.outbox, entry],
		written: entry.order
	};
	return state.outbox.filter((each) => each.status === "waiting" && isSuperseded(posted.outbox, each)).reduce((next, each) => withdraw(next, each), posted);
}
/** A text that every server refuses [P23] is not even sent: it could be too long for a frame. */
function faultOf(body) {
	if (!("text" in body)) return null;
	if (body.text.trim() === "") return "text-empty";
	return body.text.length > LIMITS.textLength ? "text-too-long" : null;
}
function retry(state, { id, newId }, now) {
	const entry = state.outbox.find((each) => each.id === id);
	if (entry?.status !== "failed" && entry?.status !== "expired") return state;
	return post(withdraw(state, entry), {
		type: "post",
		id: newId,
		body: entry.body
	}, now);
}
/** Another person here than before must not say what the one before wrote. */
function connect$1(state, { me }) {
	const known = rejoining({
		...state,
		setbacks: 0
	});
	if (state.me === null || state.me === me) return {
		...known,
		me
	};
	const outbox = known.outbox.map((entry) => entry.status === "failed" ? entry : {
		...fresh(entry),
		status: "expired"
	});
	return {
		...known,
		me,
		outbox,
		acked: [],
		ackedIn: null,
		posted: 0,
		careful: false,
		calmAt: null
	};
}
function restore(state, stored, now) {
	const { history, me, acked, ackedIn, sameProducer } = stored;
	const written = Math.max(0, ...[...stored.outbox, ...acked].map(({ order }) => order));
	const newer = state.outbox.map((entry) => ({
		...entry,
		order: written + entry.order
	}));
	const restored = {
		...state,
		...history,
		me: me ?? state.me,
		outbox: [...stored.outbox, ...newer],
		written: written + state.written,
		acked,
		ackedIn,
		careful: sameProducer
	};
	return wake(age({
		...(history?.messages ?? []).reduce((next, message) => confirm(next, message, now), restored),
		posted: 0,
		careful: sameProducer,
		calmAt: null
	}, now));
}
/** A page counts only if nothing else has replaced the list that it belongs to. */
function applyOlder(state, input) {
	const { loadingOlder, messages, position } = state;
	if (input.type === "older-requested") return {
		...state,
		loadingOlder: {
			before: input.before,
			changes: []
		}
	};
	if (loadingOlder?.before !== input.before) return state;
	const idle = {
		...state,
		loadingOlder: null
	};
	if (input.type === "older-failed") return idle;
	const { page } = input;
	if (!(page.epoch === position?.epoch && messages[0]?.seq === input.before)) return idle;
	const older = page.messages.filter(({ seq }) => seq < input.before);
	const changed = loadingOlder.changes.reduce((folded, entry) => foldEntry(folded, entry), older);
	return {
		...idle,
		messages: [...changed, ...messages],
		more: page.more
	};
}
// libs/sdk/src/room-client.ts
/**
* One person's place in one room, over a connection that others may share. Joins as soon as the connection is open and
* again after every loss, from where it has read to [P13]; keeps what was posted until the server confirms it, and sends
* it again in order [P21][P22][P24]. What the storage kept is shown, and counts, before the first `join` leaves.
*/
var RoomClient = class {
	id;
	#link;
	#history;
	#keeper;
	#machine;
	#signals = new Emitter();
	#unsubscribe;
	#olderPage = 0;
	/** `reduce` is for tests that show what each rule is good for. */
	constructor(options, reduce = applyRoomInput) {
		const { connection: link, room, history, storage } = options;
		this.id = room;
		this.#link = link;
		this.#history = history;
		this.#keeper = storage ? new RoomKeeper(storage, room, link.producer) : null;
		this.#machine = new RoomMachine({
			link,
			room,
			keeper: this.#keeper,
			reduce
		});
		this.#unsubscribe = [link.onFrame((frame) => this.#hear(frame)), link.onState(() => this.#machine.follow())];
		this.#machine.start();
	}
	get state() {
		return this.#machine.state;
	}
	subscribe(listener) {
		return this.#machine.subscribe(listener);
	}
	/** Shows the text at once and sends it as soon as it can. Throws {@link OutboxFull}. */
	post(text) {
		return this.#post({
			kind: "text",
			text
		});
	}
	/** Changes an own text. One that is still here changes here, and goes again if it was stuck. Throws {@link OutboxFull}. */
	edit(id, text) {
		const entry = this.#unsentText(id);
		if (!entry) return void this.#post({
			kind: "edit",
			target: id,
			text
		});
		this.#machine.apply({
			type: "rewrite",
			id,
			text
		});
		if (entry.status !== "unsent") this.retry(id);
	}
	/** Deletes an own text; one that is still here is only forgotten. Throws {@link OutboxFull}. */
	remove(id) {
		if (this.#unsentText(id)) this.#machine.apply({
			type: "discard",
			id
		});
		else this.#post({
			kind: "delete",
			target: id
		});
	}
	/** Adds or takes back an emoji of mine. Throws {@link OutboxFull}. */
	react(id, emoji, on) {
		this.#post({
			kind: "reaction",
			target: id,
			emoji,
			on
		});
	}
	/** Sends again what failed or expired, under a new id, which is returned; null when there is nothing to send again. */
	retry(id) {
		const newId = randomId();
		this.#machine.apply({
			type: "retry",
			id,
			newId
		});
		return this.#entry(newId) ? newId : null;
	}
	/** Forgets an entry that was not sent. False when it may be in the log already: then only `remove` helps. */
	discard(id) {
		const entry = this.#entry(id);
		if (!entry || !isHere(entry)) return false;
		this.#machine.apply({
			type: "discard",
			id
		});
		return true;
	}
	/** Brings the page before the oldest message. Rejects with what `history` rejects with. */
	async loadOlder() {
		const { more, loadingOlder, messages } = this.state;
		const before = messages[0]?.seq;
		if (!this.#history || !more || loadingOlder || before === void 0) return;
		const page = this.#olderPage += 1;
		this.#machine.apply({
			type: "older-requested",
			before
		});
		try {
			const older = await this.#history(before);
			if (page === this.#olderPage) this.#machine.apply({
				type: "older-loaded",
				before,
				page: older
			});
		} catch (error) {
			if (page === this.#olderPage) this.#machine.apply({
				type: "older-failed",
				before
			});
			throw error;
		}
	}
	/** Asks again to be let in, after a refusal or after leaving. */
	join() {
		this.#keeper?.reopen();
		this.#machine.apply({ type: "join" });
	}
	/** Leaves, and erases what is stored of the room. When it is one's last connection, the others are told at once [P15]. */
	async leave() {
		this.#link.send({
			type: "leave",
			room: this.id
		});
		this.#machine.apply({
			type: "room-left",
			room: this.id,
			reason: "left"
		});
		await this.#keeper?.erase();
	}
	/** Leaves, erases what is stored, and stops. */
	async forget() {
		const left = this.leave();
		this.close();
		await left;
	}
	/** Writes what is not stored yet; to be called when the page goes away. */
	async flush() {
		await this.#keeper?.flush();
	}
	/** Gives up the place of this connection and stops; what is stored stays for the next time. */
	depart() {
		if (this.state.phase.status !== "left") this.#link.send({
			type: "leave",
			room: this.id
		});
		this.close();
	}
	/** Stops listening without leaving. */
	close() {
		for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
		this.#machine.close();
		this.flush();
	}
	/** The way to one other member, for a call [P30]. */
	signals = {
		send: ({ to, connection, signal }) => this.#link.send({
			type: "signal",
			room: this.id,
			to,
			...connection === void 0 ? {} : { connection },
			signal
		}),
		subscribe: (listener) => this.#signals.subscribe(listener)
	};
	#hear(frame) {
		if (frame.type === "heartbeat") {
			const end = frame.positions.find(({ room }) => room === this.id);
			const position = end ? {
				epoch: end.epoch,
				seq: end.seq
			} : null;
			return this.#machine.apply({
				type: "log-end",
				position
			});
		}
		if (!("room" in frame) || frame.room !== this.id) return;
		if (frame.type !== "signal") this.#machine.apply(frame);
		const event = signalEventOf(frame);
		if (event) this.#signals.emit(event);
	}
	#post(body) {
		assertRoomFor(this.state.outbox, body);
		const id = randomId();
		this.#machine.apply({
			type: "post",
			id,
			body
		});
		return id;
	}
	#entry(id) {
		return this.state.outbox.find((entry) => entry.id === id);
	}
	/** A text that is surely in no log: what is to become of it can be settled here. */
	#unsentText(id) {
		const entry = this.#entry(id);
		return entry?.body.kind === "text" && isHere(entry) ? entry : void 0;
	}
};
// libs/sdk/src/shared-storage.ts
/**
* A storage in memory that the tabs of one browser share, as they share IndexedDB: one history of each room for all,
* one outbox for each tab. A page that loads a room takes over the outboxes of tabs that are gone. For tests and bots.
*/
var SharedStorage = class {
	#rooms = /* @__PURE__ */ new Map();
	#living = /* @__PURE__ */ new Set();
	#onAdopt;
	constructor({ onAdopt } = {}) {
		this.#onAdopt = onAdopt;
	}
	/** A tab opens, or comes back after `close`: what it sees of the storage. */
	open(producer) {
		this.#living.add(producer);
		return {
			load: async (room) => this.#load(room, producer),
			saveOutbox: async (room, outbox) => void this.#room(room).outboxes.set(producer, outbox),
			saveHistory: async (room, history) => void (this.#room(room).history = history),
			erase: async (room) => this.#erase(room, producer)
		};
	}
	/** A tab is gone. Its outboxes stay, for itself or for whoever loads the room next. */
	close(producer) {
		this.#living.delete(producer);
	}
	#room(id) {
		const room = this.#rooms.get(id) ?? { outboxes: /* @__PURE__ */ new Map() };
		this.#rooms.set(id, room);
		return room;
	}
	#load(id, producer) {
		const { history, outboxes } = this.#room(id);
		const isOrphan = (owner) => owner !== producer && !this.#living.has(owner);
		const orphans = new Map([...outboxes].filter(([owner]) => isOrphan(owner)));
		const adoption = adoptOutboxes(outboxes.get(producer), orphans);
		if (!adoption) return { history };
		const { outbox, adopted } = adoption;
		for (const owner of adopted) {
			outboxes.delete(owner);
			this.#onAdopt?.(owner, producer);
		}
		if (adopted.length > 0) outboxes.set(producer, outbox);
		return {
			history,
			outbox
		};
	}
	#erase(id, producer) {
		const room = this.#room(id);
		delete room.history;
		for (const owner of room.outboxes.keys()) if (owner === producer || !this.#living.has(owner)) room.outboxes.delete(owner);
	}
};
// apps/chaos/src/expectation.ts
/** … and all that is younger than this. 60 s by the protocol; clocks are read at different moments. */
var REOFFER_MS = 55e3;
/**
* The submissions of a producer that must be in the log.
*
* Whoever lived to the end has delivered all, except what was refused, and what a log took with it that began anew: of
* the entries that were confirmed before, only those in the re-offer window come back. The window only moves on, so what
* is in it at the last change of the epoch was in it at all earlier ones, and that one change decides.
* Of a tab that was closed for good only that is sure which the last epoch confirmed.
*/
function mustBeThere(record, epoch) {
	const lost = record.isAlive ? outOfWindow(record) : /* @__PURE__ */ new Set();
	return new Set(record.submissions.filter((submission) => {
		if (submission.acked?.epoch === epoch) return true;
		return record.isAlive && submission.refused === null && !lost.has(submission);
	}));
}
function outOfWindow({ submissions, epochChanges, isMerged }) {
	const last = Math.max(...epochChanges, -Infinity);
	const confirmed = submissions.filter(({ acked }) => acked !== null && acked.at <= last);
	const beyond = isMerged ? confirmed : confirmed.slice(0, -50);
	return new Set(beyond.filter(({ at }) => last - at > REOFFER_MS));
}
/** Every message that somebody wrote, by id, with all changes that its own producer made to it. */
function expectedMessages({ producers, log }) {
	const expected = /* @__PURE__ */ new Map();
	for (const record of producers) {
		const must = mustBeThere(record, log.epoch);
		record.submissions.forEach((submission, order) => {
			const { id, change, acked } = submission;
			const isSure = must.has(submission);
			if (change.kind === "text") {
				const { user, producer } = record;
				const texts = [change.text];
				const finalTexts = new Set(texts);
				const epoch = acked?.epoch ?? null;
				const times = [
					submission.at,
					acked?.at ?? Infinity,
					...record.epochChanges
				].map(Math.round);
				expected.set(id, {
					user,
					producer,
					order,
					must: isSure,
					epoch,
					times,
					texts,
					finalTexts
				});
			} else if (change.kind !== "reaction") {
				const message = expected.get(change.target);
				if (message) rewrite(message, change.kind === "edit" ? change.text : null, isSure);
			}
		});
	}
	return expected;
}
function rewrite(message, text, isSure) {
	if (message.finalTexts.size === 1 && message.finalTexts.has(null)) return;
	if (isSure) message.finalTexts.clear();
	message.finalTexts.add(text);
	message.texts.push(text);
}
var reactionKey = (target, emoji, user) => `${target} ${emoji} ${user}`;
var targetOf = (key) => key.slice(0, key.indexOf(" "));
function expectedReactions({ producers, log }) {
	const expected = /* @__PURE__ */ new Map();
	for (const record of producers) {
		const must = mustBeThere(record, log.epoch);
		for (const submission of record.submissions) {
			const { change } = submission;
			if (change.kind !== "reaction") continue;
			const key = reactionKey(change.target, change.emoji, record.user);
			const isSame = expected.has(key) ? expected.get(key) === change.on : !change.on;
			const isSure = must.has(submission) || isSame;
			expected.set(key, isSure ? change.on : void 0);
		}
	}
	return expected;
}
/** Refusals that no rule allows: a change may be refused when its message was deleted or is not kept any more. */
function unjustRefusals(record) {
	const { producers, log } = record;
	const all = producers.flatMap(({ submissions }) => submissions);
	const deleted = new Set(all.flatMap(({ change }) => change.kind === "delete" ? [change.target] : []));
	const kept = new Set(log.messages.map(({ id }) => id));
	return all.filter(({ refused, change }) => {
		if (refused === null) return false;
		const mayBeGone = change.kind !== "text" && (deleted.has(change.target) || !kept.has(change.target));
		return !(refused === "message-unknown" && mayBeGone);
	});
}
// apps/chaos/src/checker.ts
/**
* Judges a run from its records alone. It imports nothing of the code under test and knows only the protocol: what a
* client was told to write, what it saw confirmed, and what everybody saw at the end.
*/
/** The kinds of harm, each a count. */
var HARMS = [
	"lost",
	"duplicate",
	"reordered",
	"diverged",
	"phantom"
];
var noHarm = () => ({
	lost: 0,
	duplicate: 0,
	reordered: 0,
	diverged: 0,
	phantom: 0
});
/** Messages that a view holds at least, if there are so many: what a snapshot holds [P13]. */
var SNAPSHOT_MESSAGES = 200;
var MAX_FINDINGS = 20;
var Findings = class {
	counts = noHarm();
	sentences = [];
	add(harm, sentence) {
		this.counts[harm] += 1;
		if (this.sentences.length < MAX_FINDINGS) this.sentences.push(`${harm}: ${sentence}`);
	}
};
/**
* lost: what must be in the log is not [I1], or its last change is not seen; refused without a reason.
* duplicate: an id is in a list more than once [I3].
* reordered: a list is not in the order of `seq`, or what one producer wrote stands in another order [I4][I5].
* diverged: a view is not the end of the log, message for message [I4][I10].
* phantom: nobody wrote it, or not that person, or not that text [I2].
*/
function checkRoom(record) {
	const findings = new Findings();
	const expected = expectedMessages(record);
	checkPresence(record, expected, findings);
	checkContents(record, expected, findings);
	checkReactions(record, findings);
	for (const view of [record.log, ...record.views]) {
		checkDuplicates(view, findings);
		checkOrder(view, expected, findings);
	}
	for (const view of record.views) checkConvergence(view, record.log, findings);
	return {
		...findings.counts,
		findings: findings.sentences
	};
}
function addCounts(one, other) {
	const sum = (harm) => one[harm] + other[harm];
	return {
		lost: sum("lost"),
		duplicate: sum("duplicate"),
		reordered: sum("reordered"),
		diverged: sum("diverged"),
		phantom: sum("phantom")
	};
}
/** What was deleted is not offered to a new log again; in the log that confirmed it, it stays as deleted [P25]. */
var mayBeGone = ({ finalTexts, epoch }, current) => finalTexts.has(null) && epoch !== current;
function checkPresence(record, expected, findings) {
	const kept = new Set(record.log.messages.map(({ id }) => id));
	for (const [id, message] of expected) {
		const { must, producer, order } = message;
		if (must && !mayBeGone(message, record.log.epoch) && !kept.has(id)) findings.add("lost", `${id}, number ${order} of ${producer}: ${JSON.stringify(message)}`);
	}
	for (const { id, refused } of unjustRefusals(record)) findings.add("lost", `${id} was refused with ${refused}`);
}
function checkContents({ log }, expected, findings) {
	for (const { id, from, text } of log.messages) {
		const message = expected.get(id);
		if (message?.user !== from) findings.add("phantom", `${id} of ${from}`);
		else if (!message.finalTexts.has(text)) {
			const isOld = message.texts.includes(text);
			findings.add(isOld ? "lost" : "phantom", `${id} says ${JSON.stringify(text)}`);
		}
	}
}
function checkReactions(record, findings) {
	const expected = expectedReactions(record);
	const shown = shownReactions(record.log);
	for (const key of shown) if (!expected.has(key)) findings.add("phantom", `reaction ${key}`);
	else if (expected.get(key) === false) findings.add("lost", `taking back reaction ${key}`);
	const reactable = new Set(record.log.messages.flatMap(({ id, text }) => text === null ? [] : [id]));
	for (const [key, isOn] of expected) if (isOn === true && !shown.has(key) && reactable.has(targetOf(key))) findings.add("lost", `reaction ${key}`);
}
function shownReactions({ messages }) {
	return new Set(messages.flatMap(({ id, reactions }) => reactions.flatMap(({ emoji, users }) => users.map((user) => reactionKey(id, emoji, user)))));
}
function checkDuplicates({ viewer, messages }, findings) {
	const seen = /* @__PURE__ */ new Set();
	for (const { id } of messages) {
		if (seen.has(id)) findings.add("duplicate", `${id} for ${viewer}`);
		seen.add(id);
	}
}
function checkOrder({ viewer, messages }, expected, findings) {
	const orders = /* @__PURE__ */ new Map();
	let lastSeq = 0;
	for (const { id, seq } of messages) {
		if (seq <= lastSeq) findings.add("reordered", `${id} has seq ${seq} for ${viewer}`);
		lastSeq = seq;
		const message = expected.get(id);
		if (!message) continue;
		const { producer, order } = message;
		if (order < (orders.get(producer) ?? -1)) findings.add("reordered", `${id}, number ${order} of ${producer}, for ${viewer}`);
		orders.set(producer, order);
	}
}
function checkConvergence({ viewer, epoch, messages }, log, findings) {
	if (epoch !== log.epoch) {
		findings.add("diverged", `${viewer} is in epoch ${epoch}, the log in ${log.epoch}`);
		return;
	}
	const least = Math.min(log.messages.length, SNAPSHOT_MESSAGES);
	const length = Math.max(messages.length, least);
	for (let back = 1; back <= length; back++) {
		const mine = messages.at(-back);
		const theirs = log.messages.at(-back);
		if (describe(mine) !== describe(theirs)) findings.add("diverged", `${viewer} shows ${describe(mine)} for ${describe(theirs)}`);
	}
}
/** All of a message that people see, for comparison. */
function describe(message) {
	if (!message) return "nothing";
	const reactions = message.reactions.map(({ emoji, users }) => `${emoji}${[...users].sort().join("+")}`).sort();
	const { id, seq, from, text } = message;
	return JSON.stringify([
		id,
		seq,
		from,
		text,
		...reactions
	]);
}
// apps/chaos/src/dice.ts
/** Random numbers that a seed decides (mulberry32): the same seed, the same throws. */
var Dice = class {
	#state;
	constructor(seed) {
		this.#state = seed >>> 0;
	}
	/** In [0, 1). */
	next() {
		this.#state = this.#state + 1831565813 >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ t >>> 15, t | 1);
		t ^= t + Math.imul(t ^ t >>> 7, t | 61);
		return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
	}
	/** A whole number from `from` to `to`, both included. */
	between(from, to) {
		return from + Math.floor(this.next() * (to - from + 1));
	}
	chance(probability) {
		return this.next() < probability;
	}
	pick(from) {
		const item = from[this.between(0, from.length - 1)];
		if (item === void 0) throw new Error("There is nothing to pick from.");
		return item;
	}
	/** A key, each as likely as its weight says. */
	weighted(weights) {
		const entries = Object.entries(weights);
		let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [key, weight] of entries) {
			rest -= weight;
			if (rest < 0) return key;
		}
		throw new Error("No weight is above 0.");
	}
};
// apps/chaos/src/until.ts
/** Resolves when it is so; asked whenever something about the tab changed. */
function until(bot, isSo) {
	return new Promise((resolve) => {
		const check = () => {
			if (!isSo()) return;
			stop();
			resolve();
		};
		const stop = bot.onChange(check);
		check();
	});
}
// apps/chaos/src/recovery.ts
/** How long after each fault all whom it hit were back: joined again, with the whole log up to that moment. */
var Recovery = class {
	times = /* @__PURE__ */ new Map();
	/**
	* Resolves when all are back. `since` is when the fault began, `hasReturned` whether a tab has got anything since: an
	* answer to `join` holds all that was missed [P13], so that to be let in again is to have converged.
	*/
	async watch(kind, since, returns) {
		await Promise.all(returns);
		const times = this.times.get(kind) ?? [];
		times.push(performance.now() - since);
		this.times.set(kind, times);
	}
	get all() {
		return [...this.times.values()].flat();
	}
};
/** Resolves when the tab is let in anew; at once when it is closed for good. */
function joinsAnew(bot) {
	const before = bot.joins;
	return until(bot, () => bot.isOver || bot.joins > before && bot.isJoined);
}
/** Resolves when the tab is in and has heard something. */
function hearsAnew(bot) {
	const before = bot.frames;
	return until(bot, () => bot.isOver || bot.frames > before && bot.isJoined);
}
/** The value below which the share `p` of all values is; 0 for none. */
function percentile(values, p) {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)] ?? 0;
}
// apps/chaos/src/server-process.ts
var MAIN = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
/** Milliseconds after which a server that is not ready has failed. */
var START_MS = 2e4;
/**
* The built server in a process of its own, on one port of 127.0.0.1 and with one data directory, over all restarts.
* Signals go to this process alone; it does not outlive ours.
*/
var ServerProcess = class ServerProcess {
	#dataDir = mkdtempSync(join(tmpdir(), "chat-chaos-"));
	#settings;
	#child;
	#port = 0;
	#output = "";
	constructor(settings) {
		this.#settings = settings;
		process.once("exit", this.#killNow);
	}
	static async start(settings = {}) {
		const server = new ServerProcess(settings);
		await server.start();
		return server;
	}
	get port() {
		return this.#port;
	}
	get origin() {
		return `http://127.0.0.1:${this.#port}`;
	}
	/** The last of what it printed, of all its lives. */
	get output() {
		return this.#output;
	}
	/** Starts it, or starts it again on the port that it had. */
	async start() {
		const env = {
			HOST: "127.0.0.1",
			PORT: String(this.#port),
			DATA_DIR: this.#dataDir,
			LOG_LEVEL: "warn",
			...this.#settings
		};
		const child = spawn(process.execPath, [MAIN], {
			env,
			cwd: this.#dataDir,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		this.#child = child;
		this.#port = await this.#whenReady(child);
	}
	/** Sends a signal that ends it, and waits until it is gone. */
	async end(signal) {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return {
			code: child?.exitCode ?? null,
			signal: child?.signalCode ?? null
		};
		const gone = once(child, "exit");
		child.kill(signal);
		const [code, by] = await gone;
		return {
			code,
			signal: by
		};
	}
	/** Stops it where it is, as a sleeping machine; nothing is told to anybody. */
	pause() {
		this.#child?.kill("SIGSTOP");
	}
	resume() {
		this.#child?.kill("SIGCONT");
	}
	/** Ends it for good and removes its data. */
	async close() {
		await this.end("SIGKILL");
		process.off("exit", this.#killNow);
		rmSync(this.#dataDir, {
			recursive: true,
			force: true
		});
	}
	#killNow = () => void this.#child?.kill("SIGKILL");
	#whenReady(child) {
		return new Promise((resolve, reject) => {
			const fail = () => {
				clearTimeout(timeout);
				reject(/* @__PURE__ */ new Error(`The server did not start:\n${this.#output}`));
			};
			const timeout = setTimeout(fail, START_MS);
			child.once("exit", fail);
			let said = "";
			const listen = (data) => {
				said = (said + data.toString()).slice(-1e4);
				this.#output = (this.#output + data.toString()).slice(-1e4);
				const port = /ready at https?:\/\/[^\s:]+:(\d+)/.exec(said)?.[1];
				if (!port) return;
				clearTimeout(timeout);
				child.off("exit", fail);
				resolve(Number(port));
			};
			child.stdout?.on("data", listen);
			child.stderr?.on("data", listen);
		});
	}
};
// apps/chaos/src/agenda.ts
/** All that goes on beside the main line of a wave. A job that fails makes the wave fail. */
var Agenda = class {
	#jobs = /* @__PURE__ */ new Set();
	#failure;
	start(job) {
		const running = job().catch((error) => {
			this.#failure ??= new Error("A job of the wave failed.", { cause: error });
		}).finally(() => this.#jobs.delete(running));
		this.#jobs.add(running);
	}
	/** True when everything ended, and what it started; false when that took too long. */
	async idle(limitMs) {
		const limit = new AbortController();
		const timeout = setTimeout$1(limitMs, false, { signal: limit.signal }).catch(() => false);
		while (this.#jobs.size > 0) {
			const ended = Promise.all(this.#jobs).then(() => true);
			if (!await Promise.race([ended, timeout])) return false;
		}
		limit.abort();
		this.check();
		return true;
	}
	/** Resolves when the last job has ended; `afterEach` is done whenever one has. */
	async ended(afterEach) {
		while (this.#jobs.size > 0) {
			await Promise.race(this.#jobs);
			await afterEach();
		}
	}
	/** Throws what a job failed with. */
	check() {
		if (this.#failure) throw this.#failure;
	}
};
// libs/protocol/src/compiled-server-frames.ts
var checks = new Map(Object.entries(SERVER_FRAMES).map(([type, schema]) => {
	const validator = Compile(schema);
	return [type, (value) => validator.Check(value)];
}));
/**
* As `parseServerFrame`, several times as fast: compiled, so never for a browser with a strict CSP. For a process that
* is many clients.
*/
function parseServerFrameCompiled(text) {
	return parseFrame(text, checks);
}
// apps/chaos/src/byte-pipe.ts
/** Bytes that may wait in a pipe before it stops reading. */
var MAX_WAITING = 65536;
/** Writes per second of a pipe with a bandwidth. */
var WRITES_PER_SECOND = 50;
/** One direction of a connection: hands on all bytes in order, until its limit, at the pace of the weather. */
var BytePipe = class {
	weather = {};
	#options;
	#waiting = [];
	#bytesWaiting = 0;
	#forwarded = 0;
	#limit = Infinity;
	#onLimit = () => void 0;
	#isPumping = false;
	#isFrozen = false;
	#hasEnded = false;
	constructor(options) {
		this.#options = options;
		const { from } = options;
		from.on("data", (data) => this.#take(data));
		from.on("end", () => {
			this.#hasEnded = true;
			this.#pump();
		});
	}
	/** How many bytes went through. */
	get forwarded() {
		return this.#forwarded;
	}
	/** After `byte` bytes, counted over the life of the pipe, nothing more goes through, and `onLimit` is called. */
	stopAt(byte, onLimit) {
		this.#limit = byte;
		this.#onLimit = onLimit;
	}
	/** Neither reads nor writes, as a cable that was pulled; both sockets stay open. */
	freeze() {
		this.#isFrozen = true;
		this.#options.from.pause();
	}
	/** Goes on with all that waited. */
	thaw() {
		this.#isFrozen = false;
		this.#options.from.resume();
		this.#pump();
	}
	#take(data) {
		if (this.#isClear(data)) {
			this.#forwarded += data.length;
			this.#options.to.write(data);
			return;
		}
		this.#waiting.push({
			data,
			due: performance.now() + (this.weather.delayMs ?? 0)
		});
		this.#bytesWaiting += data.length;
		if (this.#bytesWaiting > MAX_WAITING) this.#options.from.pause();
		this.#pump();
	}
	/** Fair weather, nothing before it, and no limit in it: it goes through as it is, which is what nearly all bytes do. */
	#isClear({ length }) {
		const { to } = this.#options;
		return !this.#isFrozen && !this.#isPumping && !to.destroyed && !to.writableNeedDrain && this.#forwarded + length < this.#limit && this.weather.sliceBytes === void 0 && this.weather.delayMs === void 0 && this.weather.bytesPerSecond === void 0;
	}
	async #pump() {
		if (this.#isPumping) return;
		this.#isPumping = true;
		while (!this.#isFrozen && this.#waiting.length > 0) await this.#forwardNext();
		this.#isPumping = false;
		if (this.#hasEnded && !this.#isFrozen) this.#options.to.end();
	}
	async #forwardNext() {
		const delay = (this.#waiting[0]?.due ?? 0) - performance.now();
		if (delay > 0) return setTimeout$1(Math.ceil(delay));
		const piece = this.#piece();
		const rest = Math.max(0, this.#limit - this.#forwarded);
		const isLast = piece.length >= rest;
		await this.#write(isLast ? piece.subarray(0, rest) : piece);
		if (isLast) {
			this.freeze();
			this.#onLimit();
		}
	}
	/** As much of what waits as the weather lets through in one write. */
	#piece() {
		const { sliceBytes = Infinity, bytesPerSecond = Infinity } = this.weather;
		const most = Math.max(1, Math.min(sliceBytes, bytesPerSecond / WRITES_PER_SECOND));
		const head = this.#waiting[0];
		if (!head) return Buffer.alloc(0);
		const piece = head.data.subarray(0, Math.floor(Math.min(most, head.data.length)));
		head.data = head.data.subarray(piece.length);
		if (head.data.length === 0) this.#waiting.shift();
		this.#bytesWaiting -= piece.length;
		if (!this.#isFrozen && this.#bytesWaiting <= MAX_WAITING) this.#options.from.resume();
		return piece;
	}
	async #write(piece) {
		const { to } = this.#options;
		if (piece.length === 0 || to.destroyed) return;
		this.#forwarded += piece.length;
		const isDrained = to.write(piece);
		const { sliceBytes, bytesPerSecond } = this.weather;
		if (bytesPerSecond !== void 0) await setTimeout$1(piece.length / bytesPerSecond * 1e3);
		else if (sliceBytes !== void 0) await setImmediate();
		if (!isDrained) await drained(to);
	}
};
function drained(socket) {
	return new Promise((resolve) => {
		const settle = () => {
			socket.off("drain", settle);
			socket.off("close", settle);
			resolve();
		};
		if (socket.destroyed || !socket.writableNeedDrain) return resolve();
		socket.on("drain", settle);
		socket.on("close", settle);
	});
}
// apps/chaos/src/fault-proxy.ts
/** One connection through the proxy: a socket to the client, a socket to the server, and what is done to them. */
var ProxiedConnection = class {
	#inside;
	#outside;
	#pipes;
	constructor(inside, outside, { cutAt, weather }) {
		this.#inside = inside;
		this.#outside = outside;
		this.#pipes = {
			up: new BytePipe({
				from: inside,
				to: outside
			}),
			down: new BytePipe({
				from: outside,
				to: inside
			})
		};
		if (cutAt) this.cutAt(cutAt);
		if (weather) this.disturb(weather);
		for (const socket of [inside, outside]) {
			socket.setNoDelay(true);
			socket.on("error", () => void 0);
			socket.on("close", (hadError) => {
				if (hadError) this.reset();
			});
		}
	}
	/** Bytes that went through. */
	forwarded(direction) {
		return this.#pipes[direction].forwarded;
	}
	disturb(weather) {
		this.#pipes.up.weather = weather;
		this.#pipes.down.weather = weather;
	}
	/** Cuts it at a byte that is still to come; `onCut` tells when. */
	cutAt({ direction, byte, how }, onCut) {
		this.#pipes[direction].stopAt(byte, () => {
			if (how === "reset") this.reset();
			else this.#endAfterFlush();
			onCut?.();
		});
	}
	/** Half-open: both sides hear nothing more and neither is told. */
	freeze() {
		this.#pipes.up.freeze();
		this.#pipes.down.freeze();
	}
	/** What waited goes on, late: also what a client wrote that has long given this connection up. */
	thaw() {
		this.#pipes.up.thaw();
		this.#pipes.down.thaw();
	}
	/** Closes both sides in the middle of whatever they are at. */
	cut() {
		this.#inside.destroy();
		this.#outside.destroy();
	}
	/** As `cut`, with a TCP reset. */
	reset() {
		this.#inside.resetAndDestroy();
		this.#outside.resetAndDestroy();
	}
	/** The bytes that went through do arrive; then both sides are closed. */
	#endAfterFlush() {
		for (const socket of [this.#inside, this.#outside]) socket.destroySoon();
	}
};
/** A TCP proxy before one server that disturbs what goes through it, byte by byte. */
var FaultProxy = class FaultProxy {
	/** The connections that are open, the oldest first. */
	connections = /* @__PURE__ */ new Set();
	/** While true, who connects is reset at once. */
	refuses = false;
	/** How many connections there were. */
	accepted = 0;
	#options;
	#server;
	constructor(options) {
		this.#options = options;
		this.#server = createServer((inside) => this.#accept(inside));
	}
	static async start(options) {
		const proxy = new FaultProxy(options);
		proxy.#server.listen(0, "127.0.0.1");
		await once(proxy.#server, "listening");
		return proxy;
	}
	get port() {
		return this.#server.address().port;
	}
	/** The connection that came last, if it is still open. */
	get newest() {
		return [...this.connections].at(-1);
	}
	/** Ends all connections and listens no more. */
	async close() {
		const closed = once(this.#server, "close");
		this.#server.close();
		for (const connection of this.connections) connection.cut();
		await closed;
	}
	#accept(inside) {
		if (this.refuses) {
			inside.resetAndDestroy();
			return;
		}
		this.accepted += 1;
		const outside = connect(this.#options.target, "127.0.0.1");
		const connection = new ProxiedConnection(inside, outside, this.#options.script?.(this.accepted) ?? {});
		this.connections.add(connection);
		let open = 2;
		const forget = () => {
			open -= 1;
			if (open === 0) this.connections.delete(connection);
		};
		inside.on("close", forget);
		outside.on("close", forget);
	}
};
// apps/chaos/src/list-watch.ts
/** How many lists are looked at only for their order before one is searched for doubles. */
var EVERY = 16;
/** Looks at every list that a client draws, while it runs: no id twice, and always in the order of the log [I3][I4]. */
var ListWatch = class {
	harms = {
		duplicate: 0,
		reordered: 0
	};
	#lists = 0;
	/** `waiting` is drawn below the messages, not confirmed yet. */
	see(messages, waiting) {
		let last = 0;
		for (const { seq } of messages) {
			if (seq <= last) this.harms.reordered += 1;
			last = seq;
		}
		this.#lists += 1;
		if (this.#lists % EVERY !== 0) return;
		const ids = [...messages, ...waiting].map(({ id }) => id);
		this.harms.duplicate += ids.length - new Set(ids).size;
	}
};
// apps/chaos/src/ledger.ts
/** Keeps the record of one tab: what it was told to write, and what its client showed of that. */
var Ledger = class {
	record;
	watch = new ListWatch();
	/** Entries that went back from the log to the outbox, over all changes of the epoch. */
	reoffers = 0;
	/** When it found itself in a log that it did not know, the first one included. */
	entered = [];
	#byId;
	#epoch = null;
	#acked = [];
	#messages = [];
	constructor({ producer, user, written = /* @__PURE__ */ new Map() }) {
		this.#byId = written;
		this.record = {
			producer,
			user,
			submissions: [],
			epochChanges: [],
			isAlive: true,
			isMerged: false
		};
	}
	/** It was told to write this. */
	wrote(id, change) {
		const submission = {
			id,
			change,
			at: performance.now(),
			acked: null,
			refused: null
		};
		this.record.submissions.push(submission);
		this.#byId.set(id, [...this.#byId.get(id) ?? [], submission]);
	}
	/** The client shows this now. */
	see(state) {
		const { position, messages, outbox } = state;
		if (messages !== this.#messages) {
			this.#messages = messages;
			const texts = outbox.filter(({ body }) => body.kind === "text");
			this.watch.see(messages, texts);
		}
		if (position && position.epoch !== this.#epoch) this.#enterEpoch(position.epoch, outbox);
		if (state.acked !== this.#acked) this.#confirm(state);
	}
	/** The run is over: what the client gave up, it gave up. */
	end({ outbox }) {
		for (const { id, status, code } of outbox) {
			if (status !== "failed" && status !== "expired") continue;
			for (const submission of this.#byId.get(id) ?? []) submission.refused = code ?? status;
		}
	}
	#enterEpoch(epoch, outbox) {
		if (this.#epoch !== null) this.record.epochChanges.push(performance.now());
		this.entered.push(performance.now());
		this.#epoch = epoch;
		this.reoffers += outbox.filter(({ id }) => this.#byId.get(id)?.some((s) => s.acked)).length;
	}
	/** The client keeps its newest confirmed entries, the oldest first: the new ones are at the end. */
	#confirm({ acked, ackedIn }) {
		this.#acked = acked;
		if (ackedIn === null) return;
		for (let index = acked.length - 1; index >= 0; index--) {
			const entry = acked[index];
			if (!entry || entry.elsewhere !== void 0) continue;
			const submissions = this.#byId.get(entry.id) ?? [];
			if (submissions.some((submission) => submission.acked?.epoch === ackedIn)) return;
			for (const submission of submissions) submission.acked = {
				at: submission.acked?.at ?? performance.now(),
				epoch: ackedIn
			};
		}
	}
};
// apps/chaos/src/writer.ts
var EMOJI = [
	"👍",
	"❤️",
	"🎉"
];
/** How likely each kind of entry is. */
var KINDS = {
	text: 88,
	edit: 5,
	delete: 2,
	reaction: 5
};
var WORDS = "how are you all today we meet at nine or ten ñandú 你好 🙂 yes no maybe".split(" ");
/** Writes like people do, by dice: mostly new texts, now and then a change to an earlier one. */
var Writer = class {
	#options;
	#count = 0;
	constructor(options) {
		this.#options = options;
	}
	/** Writes something; the kind that it became, or null when the outbox takes no more. */
	write(room) {
		try {
			return this.#write(room);
		} catch (error) {
			if (error instanceof OutboxFull) return null;
			throw error;
		}
	}
	#write(room) {
		const { dice, ledger, reactions } = this.#options;
		const kind = dice.weighted(KINDS);
		const target = kind === "text" ? void 0 : this.#target(room, kind);
		if (!target) {
			const text = this.#text();
			ledger.wrote(room.post(text), {
				kind: "text",
				text
			});
			return "text";
		}
		if (kind === "edit") this.#edit(room, target.id);
		else if (kind === "delete") this.#delete(room, target.id);
		else if (reactions) this.#react(room, target.id, reactions);
		return kind;
	}
	/** Somebody else's message may be reacted to, one that I wrote in this tab may be changed. */
	#target(room, kind) {
		const { ledger, dice } = this.#options;
		const { submissions } = ledger.record;
		const own = new Set(submissions.slice(-60).map(({ id }) => id));
		const candidates = room.state.messages.slice(-30).filter(({ id, text }) => text !== null && (kind === "reaction" || own.has(id)));
		return candidates.length > 0 ? dice.pick(candidates) : void 0;
	}
	#edit(room, target) {
		const change = {
			kind: "edit",
			target,
			text: this.#text()
		};
		room.edit(target, change.text);
		this.#note(room, change);
	}
	#delete(room, target) {
		room.remove(target);
		this.#note(room, {
			kind: "delete",
			target
		});
	}
	#react(room, target, reactions) {
		const emoji = this.#options.dice.pick(EMOJI);
		const key = `${target} ${emoji}`;
		const on = !reactions.delete(key);
		if (on) reactions.add(key);
		room.react(target, emoji, on);
		this.#note(room, {
			kind: "reaction",
			target,
			emoji,
			on
		});
	}
	/** A change is the newest of the outbox, unless the client saw that an older one there can say it. */
	#note(room, change) {
		const newest = room.state.outbox.at(-1);
		const isIt = newest?.body.kind === change.kind;
		this.#options.ledger.wrote(isIt ? newest.id : `change ${this.#count}`, change);
	}
	#text() {
		const { dice } = this.#options;
		this.#count += 1;
		const words = dice.chance(.01) ? dice.between(100, 600) : dice.between(1, 14);
		return `${this.#count} ${Array.from({ length: words }, () => dice.pick(WORDS)).join(" ")}`;
	}
};
// apps/chaos/src/bot.ts
/** One tab of one person in one room, over a storage that outlives its page, behind a proxy of its own. */
var Bot = class Bot {
	proxy;
	ledger;
	sightings = {
		snapshots: 0,
		resumes: 0,
		byes: 0
	};
	isSecondTab;
	/** What happens to the next connections, in turn. */
	scripts;
	/** How often it was let in, and how many frames it got. */
	joins = 0;
	frames = 0;
	/** Closed for good. */
	isOver = false;
	#options;
	producer = randomId();
	#writer;
	#changes = /* @__PURE__ */ new Set();
	#connection;
	#room;
	constructor(options, proxy, scripts) {
		const { person, browser, dice, isSecondTab = false } = options;
		this.#options = options;
		this.proxy = proxy;
		this.scripts = scripts;
		this.isSecondTab = isSecondTab;
		const { written, reacted } = browser;
		const producer = `${this.producer} of ${person.id}`;
		this.ledger = new Ledger({
			producer,
			user: person.id,
			written
		});
		const { ledger } = this;
		const reactions = isSecondTab ? null : reacted;
		this.#writer = new Writer({
			ledger,
			user: person.id,
			dice,
			reactions
		});
		this.#load();
	}
	static async start(options) {
		const scripts = options.first ? [options.first] : [];
		const script = () => scripts.shift() ?? {};
		const proxy = await FaultProxy.start({
			target: options.target,
			script
		});
		const left = await options.inPlaceOf?.leave();
		const bot = new Bot(options, proxy, scripts);
		await left?.();
		return bot;
	}
	get inPlaceOf() {
		return this.#options.inPlaceOf;
	}
	get browser() {
		return this.#options.browser;
	}
	get person() {
		return this.#options.person;
	}
	get state() {
		return this.#room.state;
	}
	get isJoined() {
		return this.state.phase.status === "joined";
	}
	/** Entries that are not confirmed and shall be. */
	get unconfirmed() {
		return this.state.outbox.filter(({ status }) => status !== "failed" && status !== "expired").length;
	}
	/**
	* Joined, and all is sent. A change whose message has not come back after a change of the epoch waits for a minute [P25]:
	* where its author is gone, it waits in vain.
	*/
	get isSettled() {
		const { outbox, messages } = this.state;
		if (!this.isJoined || outbox.length === 0) return this.isJoined;
		const kept = new Set(messages.map(({ id }) => id));
		return outbox.every(({ status, body }) => {
			const mayGo = body.kind === "text" || kept.has(body.target);
			return status === "failed" || status === "expired" || status === "waiting" && !mayGo;
		});
	}
	/** Its connection is gone, and the next attempt is put off. */
	get isBackingOff() {
		return this.#connection.state.status === "waiting";
	}
	say(text) {
		this.ledger.wrote(this.#room.post(text), {
			kind: "text",
			text
		});
	}
	write() {
		return this.#writer.write(this.#room);
	}
	/** What the page does when the device says that it is online, or when somebody looks at it again. */
	look() {
		this.#connection.probe();
	}
	/** The page goes away in an orderly manner and comes back as the same tab. */
	async reload() {
		await this.#room.flush();
		if (this.isOver) return;
		this.#unload();
		this.#load();
	}
	/** Calls back whenever something may have changed; returns how to stop that. */
	onChange(listener) {
		this.#changes.add(listener);
		return () => void this.#changes.delete(listener);
	}
	view() {
		const { position, messages } = this.state;
		return {
			viewer: this.ledger.record.producer,
			epoch: position?.epoch ?? "",
			messages
		};
	}
	/** The tab is closed for good, in an orderly manner; what it had not sent stays in the storage. */
	async close() {
		await (await this.leave())?.();
	}
	/** Closes the tab at once and returns how to let go of the rest; nothing when it was closed before. */
	async leave() {
		await this.#room.flush();
		if (this.isOver) return void 0;
		this.ledger.end(this.state);
		this.isOver = true;
		this.#unload();
		this.#tell();
		return () => this.proxy.close();
	}
	#unload() {
		this.#room.close();
		this.#connection.close();
		this.browser.storage.close(this.producer);
	}
	#load() {
		const { person, browser, room, silenceMs } = this.#options;
		this.#connection = new Connection({
			url: `ws://127.0.0.1:${this.proxy.port}/ws`,
			token: person.token,
			producer: this.producer,
			WebSocket: WebSocket$1,
			parse: parseServerFrameCompiled,
			...silenceMs !== void 0 && { silenceMs }
		});
		const connection = this.#connection;
		const storage = browser.storage.open(this.producer);
		this.#room = new RoomClient({
			connection,
			room,
			storage
		});
		this.#room.subscribe((state) => this.#see(state));
		connection.onFrame(({ type }) => this.#count(type));
		connection.onState(() => this.#tell());
		connection.open();
	}
	#tell() {
		for (const listener of this.#changes) listener();
	}
	#see(state) {
		this.ledger.see(state);
		this.#tell();
	}
	#count(type) {
		this.frames += 1;
		if (type === "snapshot") this.sightings.snapshots += 1;
		if (type === "resumed") this.sightings.resumes += 1;
		if (type === "bye") this.sightings.byes += 1;
		if (type === "snapshot" || type === "resumed") this.joins += 1;
		this.#tell();
	}
};
// apps/chaos/src/browser.ts
/**
* What all tabs of one person in one room have in common: the storage, in which they share one history and each has an
* outbox, and who took over what a tab that is gone left there.
*/
var Browser = class {
	#heirs = /* @__PURE__ */ new Map();
	storage = new SharedStorage({ onAdopt: (from, by) => void this.#heirs.set(from, by) });
	/** All that was written in any tab, by id: another tab may hear the confirmation. */
	written = /* @__PURE__ */ new Map();
	/** The reactions that are on, as their person means it. */
	reacted = /* @__PURE__ */ new Set();
	/** Whose outbox went into which, from the first to the last: `producer` and its heirs. */
	lineOf(producer) {
		const line = [producer];
		for (let heir = this.#heirs.get(producer); heir; heir = this.#heirs.get(heir)) {
			if (line.includes(heir)) break;
			line.push(heir);
		}
		return line;
	}
	/** It holds more than what was written in it, or what was written in it is held by another. */
	isMerged(producer) {
		return this.#heirs.has(producer) || [...this.#heirs.values()].includes(producer);
	}
};
// apps/chaos/src/schedule.ts
/** What happens to the connection of one tab, or to its page, each with how often it does. */
var TAB_FAULTS = {
	/** Both sides are closed. */
	cut: 24,
	/** Both sides get a TCP reset. */
	reset: 16,
	/** Closed or reset in the middle of a frame, after so and so many bytes more of one direction. */
	"cut at a byte": 20,
	/** Cut, and the next connection is cut again before it has said much. */
	"cut again": 8,
	/** Nothing passes and nobody is told; what waited arrives late, when the client is back by another way. */
	"half-open": 8,
	/** Cut, and new connections are reset for a while. */
	refuse: 5,
	"one-byte writes": 6,
	delay: 5,
	/** A few kilobits a second. */
	"slow line": 3,
	/** The page goes away in an orderly manner and comes back from its storage. */
	reload: 8,
	/** The same person opens another tab beside it, over the same storage, which is closed or stays. */
	"second tab": 3,
	/** The tab is closed, and the same person opens another one, which takes over what the first had not sent. */
	"new tab": 3
};
/**
* What happens to the server, and so to everybody: kill -9, or SIGTERM, and started again with an empty memory; or SIGSTOP,
* and SIGCONT after a while.
*/
var SERVER_FAULTS = [
	"kill",
	"terminate",
	"pause"
];
var isServerFault = (kind) => SERVER_FAULTS.some((one) => one === kind);
/** All faults of a wave, in order of time; the dice decide the rest. */
function planFaults(options) {
	const { messages, faults, serverFaults, dice } = options;
	const kinds = serverFaults.slice(0, faults);
	while (kinds.length < faults) kinds.push(dice.weighted(TAB_FAULTS));
	return kinds.map((kind) => ({
		kind,
		at: dice.between(1, Math.max(1, messages))
	})).sort((one, other) => one.at - other.at);
}
// apps/chaos/src/faults.ts
/** How often somebody looks at the page while it is cut off; else its back-off decides when it comes back. */
var LOOKS = .9;
/** Does harm, by dice: to one tab or to the server. */
var Faults = class {
	counts = /* @__PURE__ */ new Map();
	#options;
	#isServerBusy = false;
	constructor(options) {
		this.#options = options;
	}
	/** Begins a fault. False when there is nobody whom it would hit now: it is to be tried again. */
	inject(kind) {
		const job = isServerFault(kind) ? this.#serverJob(kind) : this.#tabJob(kind);
		if (!job) return false;
		this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
		this.#options.agenda.start(job);
		return true;
	}
	#tabJob(kind) {
		const { bots, dice } = this.#options;
		const bot = dice.pick(bots);
		const connection = bot.proxy.newest;
		if (this.#isServerBusy || !bot.isJoined || !connection) return null;
		return () => this.#acts[kind](bot, connection);
	}
	#serverJob(kind) {
		if (this.#isServerBusy) return null;
		this.#isServerBusy = true;
		return () => kind === "pause" ? this.#pause() : this.#restart(kind);
	}
	#acts = {
		cut: (bot, connection) => this.#lose("cut", bot, () => connection.cut()),
		reset: (bot, connection) => this.#lose("reset", bot, () => connection.reset()),
		"cut at a byte": (bot, connection) => this.#cutAtByte(bot, connection),
		"cut again": (bot, connection) => this.#lose("cut again", bot, () => {
			bot.scripts.push({ cutAt: this.#cutAt(0, 1500) });
			connection.cut();
		}),
		"half-open": (bot, connection) => this.#halfOpen(bot, connection),
		refuse: (bot, connection) => this.#lose("refuse", bot, async () => {
			bot.proxy.refuses = true;
			connection.cut();
			await this.#while(50, 800);
			bot.proxy.refuses = false;
		}),
		"one-byte writes": (_, connection) => this.#disturb(connection, { sliceBytes: 1 }),
		delay: (_, connection) => this.#disturb(connection, { delayMs: this.#options.dice.between(20, 400) }),
		"slow line": (_, connection) => this.#disturb(connection, { bytesPerSecond: this.#options.dice.between(1e3, 8e3) }),
		reload: (bot) => this.#lose("reload", bot, () => bot.reload()),
		"second tab": (bot) => this.#secondTab(bot),
		"new tab": (bot) => this.#newTab(bot)
	};
	/** Something that ends the connection. */
	async #lose(kind, bot, harm) {
		const back = this.#options.recovery.watch(kind, performance.now(), [joinsAnew(bot)]);
		await harm();
		if (this.#options.dice.chance(LOOKS)) await this.#attend(bot, back);
		await back;
	}
	/** Somebody waits for it: the device says that it is online, and the page is looked at again and again. */
	async #attend(bot, back) {
		const isBack = back.then(() => true);
		const isNot = async (from, to) => {
			await this.#while(from, to);
			return false;
		};
		if (await Promise.race([isBack, isNot(0, 300)])) return;
		bot.look();
		while (!await Promise.race([isBack, isNot(500, 1500)])) if (bot.isBackingOff) bot.look();
	}
	async #cutAtByte(bot, connection) {
		const { direction, byte, how } = this.#cutAt(0, 900);
		const at = {
			direction,
			byte: connection.forwarded(direction) + byte,
			how
		};
		const isHit = new Promise((resolve) => {
			connection.cutAt(at, () => resolve(bot.proxy.newest === connection));
		});
		bot.look();
		const isOpen = async () => {
			await this.#while(3e3, 3e3);
			return bot.isJoined && bot.proxy.newest === connection;
		};
		if (!await Promise.race([isHit, isOpen()])) return;
		await this.#lose("cut at a byte", bot, () => connection.cut());
	}
	async #halfOpen(bot, connection) {
		const back = this.#options.recovery.watch("half-open", performance.now(), [joinsAnew(bot)]);
		connection.freeze();
		await this.#while(0, 500);
		await this.#attend(bot, back);
		await this.#while(0, 500);
		connection.thaw();
		await this.#while(200, 200);
		connection.cut();
	}
	async #disturb(connection, weather) {
		connection.disturb(weather);
		await this.#while(200, 1500);
		connection.disturb({});
	}
	async #secondTab(bot) {
		const { openTab, dice } = this.#options;
		const since = performance.now();
		const tab = await openTab(bot, "beside");
		await this.#options.recovery.watch("second tab", since, [joinsAnew(tab)]);
		await this.#while(300, 1500);
		if (dice.chance(.5)) await tab.close();
	}
	async #newTab(bot) {
		const { openTab, recovery } = this.#options;
		const since = performance.now();
		const tab = await openTab(bot, "in place of");
		await recovery.watch("new tab", since, [joinsAnew(tab)]);
	}
	async #restart(kind) {
		const { server, recovery, bots, dice, agenda } = this.#options;
		const hit = bots.filter(({ isOver }) => !isOver);
		const back = recovery.watch(kind, performance.now(), hit.map(joinsAnew));
		const { code } = await server.end(kind === "kill" ? "SIGKILL" : "SIGTERM");
		if (kind === "terminate" && code !== 0) throw new Error(`SIGTERM ended with ${code}:
${server.output}`);
		await this.#while(0, 300);
		await server.start();
		this.#isServerBusy = false;
		for (const bot of hit) if (dice.chance(LOOKS)) agenda.start(() => this.#attend(bot, back));
		await back;
	}
	async #pause() {
		const { server, recovery, bots, dice } = this.#options;
		const since = performance.now();
		const hit = bots.filter(({ isOver }) => !isOver);
		server.pause();
		const isLong = dice.chance(.3);
		if (isLong) for (const bot of hit) bot.look();
		await (isLong ? this.#while(3500, 4500) : this.#while(100, 1e3));
		server.resume();
		this.#isServerBusy = false;
		const back = recovery.watch("pause", since, hit.map(hearsAnew));
		for (const bot of hit) bot.look();
		await back;
	}
	#cutAt(from, to) {
		const { dice } = this.#options;
		return {
			direction: dice.pick(["up", "down"]),
			byte: dice.between(from, to),
			how: dice.pick(["close", "reset"])
		};
	}
	async #while(from, to) {
		await setTimeout$1(this.#options.dice.between(from, to));
	}
};
// apps/chaos/src/read-log.ts
/** The whole log of a room, as one who comes new reads it: page by page, from the newest to the oldest. */
async function readLog(api, room) {
	let page = await api.history(room);
	const { epoch } = page;
	const messages = [...page.messages];
	while (page.more && messages[0]) {
		page = await api.history(room, messages[0].seq);
		if (page.epoch !== epoch) throw new Error("The log began anew while it was read.");
		if (page.messages.length === 0) throw new Error("There is more, but nothing comes.");
		messages.unshift(...page.messages);
	}
	return {
		viewer: "the log",
		epoch,
		messages
	};
}
// apps/chaos/src/wave.ts
/** Entries that may wait in a tab before its person stops writing. */
var PATIENCE = 20;
/** Milliseconds between two looks at the page at the end. */
var LOOK_MS = 500;
/** Milliseconds between two looks at what is due. */
var TICK_MS = 10;
/** Milliseconds after which a room that has not come to rest is judged as it is. */
var SETTLE_MS = 12e4;
/**
* Some rooms for less than a minute: everybody writes, things break, everything comes to rest, and the checker says what
* came of it. So short, because then all that was confirmed is in the re-offer window [P25] whenever the server dies:
* nothing at all may be missing.
*/
var Wave = class {
	#options;
	#scenes = [];
	#bots = [];
	#agenda = new Agenda();
	#messages = 0;
	#changes = 0;
	constructor(options) {
		this.#options = options;
	}
	async run() {
		const { server, dice, recovery } = this.#options;
		await this.#open();
		const openTab = (bot, how) => this.#openTab(bot, how);
		const bots = this.#bots;
		const agenda = this.#agenda;
		const faults = new Faults({
			server,
			bots,
			dice,
			agenda,
			recovery,
			openTab
		});
		await this.#write(faults);
		const looking = setInterval(() => this.#lookAround(), LOOK_MS);
		await agenda.idle(SETTLE_MS);
		await Promise.all(this.#scenes.map((scene) => this.#settle(scene)));
		clearInterval(looking);
		const result = await this.#judge(faults);
		await this.#end();
		return result;
	}
	/** Closes all tabs, also one that a job which took too long has yet to open: it would live for ever. */
	async #end() {
		const closeAll = () => Promise.all(this.#alive().map((bot) => bot.close()));
		await closeAll();
		await this.#agenda.ended(closeAll);
	}
	#alive() {
		return this.#bots.filter(({ isOver }) => !isOver);
	}
	async #open() {
		const { server, people } = this.#options;
		for (const members of people) {
			const token = members[0]?.token ?? "";
			const { id } = await createApi({
				origin: server.origin,
				token
			}).createRoom({});
			const scene = {
				id,
				bots: []
			};
			this.#scenes.push(scene);
			await Promise.all(members.map((person) => this.#enter(scene, {
				person,
				browser: new Browser()
			})));
		}
		const joined = (bot) => until(bot, () => bot.isJoined);
		await Promise.all(this.#bots.map(joined));
	}
	async #enter(scene, tab) {
		const { server, dice } = this.#options;
		const bot = await Bot.start({
			...tab,
			room: scene.id,
			target: server.port,
			dice
		});
		scene.bots.push(bot);
		this.#bots.push(bot);
		return bot;
	}
	async #openTab(bot, how) {
		const scene = this.#scenes.find(({ bots }) => bots.includes(bot));
		if (!scene) throw new Error("A tab is in no room.");
		const { person, browser, isSecondTab } = bot;
		if (how === "beside") return this.#enter(scene, {
			person,
			browser,
			isSecondTab: true
		});
		return this.#enter(scene, {
			person,
			browser,
			isSecondTab,
			inPlaceOf: bot
		});
	}
	/** Everybody writes in turn, as the pace allows; each fault comes when its number of messages is written. */
	async #write(faults) {
		const { messages, pace } = this.#options;
		const planned = planFaults(this.#options);
		let due = 0;
		let last = performance.now();
		let turn = 0;
		while (this.#messages < messages || planned.length > 0) {
			const elapsed = performance.now() - last;
			last += elapsed;
			due = Math.min(messages, due + Math.min(elapsed, 20) * pace / 1e3);
			for (let misses = 0; this.#messages < due && misses < this.#bots.length; turn++) {
				const bot = this.#bots[turn % this.#bots.length];
				misses = bot && this.#writeBurst(bot) ? 0 : misses + 1;
			}
			while (planned[0] && planned[0].at <= this.#messages && faults.inject(planned[0].kind)) planned.shift();
			await setTimeout$1(TICK_MS);
			this.#agenda.check();
		}
	}
	/** True when it wrote anything. */
	#writeBurst(bot) {
		const { dice, burst, messages } = this.#options;
		let left = dice.between(1, burst);
		const isGoing = () => left > 0 && this.#messages < messages && this.#writeAt(bot);
		if (!isGoing()) return false;
		do
			left -= 1;
		while (isGoing());
		return true;
	}
	#writeAt(bot) {
		if (bot.isOver || bot.unconfirmed >= PATIENCE) return false;
		const kind = bot.write();
		if (kind === "text") this.#messages += 1;
		else if (kind !== null) this.#changes += 1;
		return kind !== null;
	}
	/** At the end everybody wants to see the end: who is cut off tries again. */
	#lookAround() {
		for (const bot of this.#alive()) if (bot.isBackingOff) bot.look();
	}
	/** Waits until all have sent everything and stand at the same place of the log. */
	async #settle({ bots }) {
		const alive = bots.filter(({ isOver }) => !isOver);
		const places = () => new Set(alive.map(({ state }) => JSON.stringify(state.position)));
		const isAtRest = () => alive.every(({ isSettled }) => isSettled) && places().size === 1;
		const limit = new AbortController();
		const rest = Promise.race(alive.map((bot) => until(bot, isAtRest)));
		const timeout = setTimeout$1(SETTLE_MS, void 0, { signal: limit.signal }).catch(() => void 0);
		await Promise.race([rest, timeout]);
		limit.abort();
	}
	async #judge(faults) {
		const verdicts = await Promise.all(this.#scenes.map((scene) => this.#judgeScene(scene)));
		const counts = verdicts.reduce(addCounts, noHarm());
		const findings = verdicts.flatMap((verdict) => verdict.findings);
		const sum = (of) => this.#bots.reduce((all, bot) => all + of(bot), 0);
		return {
			...counts,
			duplicate: counts.duplicate + sum(({ ledger }) => ledger.watch.harms.duplicate),
			reordered: counts.reordered + sum(({ ledger }) => ledger.watch.harms.reordered),
			messages: this.#messages,
			changes: this.#changes,
			faults: faults.counts,
			findings,
			snapshots: sum(({ sightings }) => sightings.snapshots),
			resumes: sum(({ sightings }) => sightings.resumes),
			reoffers: sum(({ ledger }) => ledger.reoffers)
		};
	}
	async #judgeScene({ id, bots }) {
		const alive = bots.filter(({ isOver }) => !isOver);
		for (const bot of alive) bot.ledger.end(bot.state);
		const token = alive[0]?.person.token ?? "";
		const log = await readLog(createApi({
			origin: this.#options.server.origin,
			token
		}), id);
		const verdict = checkRoom({
			producers: bots.map((bot) => recordOf(bot, bots)),
			views: alive.map((bot) => bot.view()),
			log
		});
		return {
			...verdict,
			findings: verdict.findings.map((sentence) => `${id} ${sentence}`)
		};
	}
};
/** What a tab wrote, and what became of it also after it was closed, in the tabs that took it over. */
function recordOf({ ledger, browser, producer }, bots) {
	const [, ...heirs] = browser.lineOf(producer);
	const line = [producer, ...heirs];
	const after = bots.filter((bot) => heirs.includes(bot.producer));
	return {
		...ledger.record,
		epochChanges: [...ledger.record.epochChanges, ...after.flatMap((bot) => bot.ledger.entered)],
		isAlive: livesOn(line, bots),
		isMerged: browser.isMerged(producer)
	};
}
/** Some tab is there that holds what was written there, or has come in its place and has to hold it. */
function livesOn(line, bots) {
	return bots.some(({ isOver, producer, inPlaceOf }) => {
		return (line.includes(producer) || line.includes(inPlaceOf?.producer ?? "")) && !isOver;
	});
}
// apps/chaos/src/chaos-run.ts
/**
* Some servers at a time, each with many waves of rooms one after the other, and what came of all of them together. While
* one server's people wait for a back-off, the others' make use of the machine.
*/
async function runChaos(options) {
	const start = performance.now();
	const dice = new Dice(options.seed);
	const recovery = new Recovery();
	let total = {
		...nothing(),
		options,
		waves: 0,
		recovery,
		wallMs: 0
	};
	const of = Math.max(1, Math.round(options.messages / options.wave));
	const loads = Array.from({ length: of }, (_, number) => loadOf(options, dice, {
		number,
		of
	}));
	const cells = Array.from({ length: options.cells }, async () => {
		const server = await ServerProcess.start();
		try {
			const people = await gather(server, options);
			for (let load = loads.shift(); load; load = loads.shift()) {
				const result = await new Wave({
					...load,
					server,
					people,
					recovery
				}).run();
				const wallMs = performance.now() - start;
				total = {
					...total,
					...merge(total, result),
					waves: total.waves + 1,
					wallMs
				};
				options.onWave?.(total);
			}
		} finally {
			await server.close();
		}
	});
	await Promise.all(cells);
	return total;
}
/** What one of several waves has to do, decided by the dice alone, whichever cell takes it. */
function loadOf(options, dice, { number, of }) {
	const { messages, faults, serverFaults, pace, burst } = options;
	return {
		messages: share(messages, number, of),
		faults: share(faults, number, of),
		serverFaults: serverFaults[number % serverFaults.length] ?? [],
		pace,
		burst,
		dice: new Dice(dice.between(0, 2 ** 32 - 1))
	};
}
var isClean = ({ lost, duplicate, reordered, diverged, phantom }) => lost + duplicate + reordered + diverged + phantom === 0;
/** The part of a whole that falls to one of several, so that all parts make the whole. */
function share(whole, number, parts) {
	return Math.floor((number + 1) * whole / parts) - Math.floor(number * whole / parts);
}
async function gather({ origin }, { rooms, clients }) {
	const api = createApi({ origin });
	const groups = [];
	for (let room = 0; room < rooms; room++) {
		const members = Array.from({ length: clients }, async (_, number) => {
			const name = `Person ${number + 1}`;
			const { id, token = "" } = await api.createUser({
				name,
				session: "bearer"
			});
			return {
				id,
				token
			};
		});
		groups.push(await Promise.all(members));
	}
	return groups;
}
function nothing() {
	return {
		...noHarm(),
		messages: 0,
		changes: 0,
		faults: /* @__PURE__ */ new Map(),
		findings: [],
		snapshots: 0,
		resumes: 0,
		reoffers: 0
	};
}
function merge(one, other) {
	const faults = new Map(one.faults);
	for (const [kind, count] of other.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
	return {
		...addCounts(one, other),
		messages: one.messages + other.messages,
		changes: one.changes + other.changes,
		faults,
		findings: [...one.findings, ...other.findings].slice(0, 50),
		snapshots: one.snapshots + other.snapshots,
		resumes: one.resumes + other.resumes,
		reoffers: one.reoffers + other.reoffers
	};
}
// apps/chaos/src/presets.ts
/** What `npm test` runs. The pace is that of a busy day, so that most faults meet people who are in. */
var SHORT = {
	messages: 2e4,
	faults: 2e3,
	rooms: 40,
	clients: 4,
	serverFaults: [[
		"kill",
		"pause",
		"terminate",
		"pause"
	]],
	cells: 2,
	wave: 1e4,
	pace: 400,
	burst: 3
};
/** What `--long` runs: about as fast as two cores can. */
var LONG = {
	messages: 1e6,
	faults: 2e4,
	rooms: 120,
	clients: 3,
	serverFaults: [["kill", "pause"], ["terminate", "pause"]],
	cells: 2,
	wave: 25e3,
	pace: 1200,
	burst: 8
};
var randomSeed = () => Math.floor(Math.random() * 2 ** 32);
// apps/chaos/src/report.ts
var number = new Intl.NumberFormat("en");
var seconds = (ms) => `${(ms / 1e3).toFixed(2)} s`;
/** The whole result in one line. */
function reportLine(result) {
	const harms = HARMS.map((harm) => `${result[harm]} ${harm}`).join(", ");
	const { options, messages, faults, recovery, wallMs } = result;
	const injected = [...faults.values()].reduce((sum, count) => sum + count, 0);
	const p99 = seconds(percentile(recovery.all, .99));
	return `chaos, seed ${options.seed}: ${number.format(messages)} messages, ${number.format(injected)} faults: ${harms}; recovery p99 ${p99}; ${seconds(wallMs)}`;
}
/** The whole result as a page of Markdown. */
function reportPage(result) {
	const { options, recovery } = result;
	const rows = [
		["seed", String(options.seed)],
		["messages", number.format(result.messages)],
		["edits, deletions, reactions", number.format(result.changes)],
		["rooms", `${number.format(result.waves * options.rooms)} of ${options.clients} people each`],
		...HARMS.map((harm) => [`**${harm}**`, `**${result[harm]}**`]),
		["joins answered by a snapshot", number.format(result.snapshots)],
		["joins answered by resuming", number.format(result.resumes)],
		["entries offered again to a new epoch", number.format(result.reoffers)],
		["wall time", seconds(result.wallMs)]
	];
	const faults = [...result.faults].sort(([, one], [, other]) => other - one);
	const total = faults.reduce((sum, [, count]) => sum + count, 0);
	const lines = [table(["figure", ""], rows), table([
		"fault",
		"times",
		"back p50",
		"p95",
		"p99",
		"longest"
	], [...faults.map(([kind, count]) => [
		kind,
		number.format(count),
		...times(recovery.times.get(kind) ?? [])
	]), [
		"all",
		number.format(total),
		...times(recovery.all)
	]])];
	if (result.findings.length > 0) lines.push(result.findings.map((f) => `- ${f}`).join("\n"));
	return `${lines.join("\n\n")}\n`;
}
function times(values) {
	if (values.length === 0) return [
		"–",
		"–",
		"–",
		"–"
	];
	return [
		.5,
		.95,
		.99,
		1
	].map((p) => seconds(percentile(values, p)));
}
function table(head, rows) {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
	const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
	return [
		line(head),
		rule,
		...rows.map(line)
	].join("\n");
}
// apps/chaos/src/main.ts
/** What the command line asks for; throws with a sentence on anything else. */
function readOptions() {
	const names = [
		"messages",
		"faults",
		"rooms",
		"clients",
		"cells",
		"wave",
		"pace",
		"burst",
		"seed"
	];
	const options = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
	const { values } = parseArgs({ options: {
		...options,
		long: { type: "boolean" }
	} });
	const given = values;
	const chosen = {
		seed: randomSeed(),
		...given["long"] ? LONG : SHORT
	};
	for (const name of names) {
		if (given[name] === void 0) continue;
		const value = Number(given[name]);
		if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number.`);
		chosen[name] = value;
	}
	return chosen;
}
var say = (text) => process.stdout.write(`${text}\n`);
function onWave(soFar) {
	say(`wave ${soFar.waves}: ${reportLine(soFar)}`);
}
var options = readOptions();
say(`seed ${options.seed}`);
var result = await runChaos({
	...options,
	onWave
});
say(`\n${reportPage(result)}\n${reportLine(result)}`);
process.exitCode = isClean(result) ? 0 : 1;
export {};
