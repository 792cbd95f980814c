/** What a media line of a call carries, in the order of the lines, which never changes [P34]. */
export const ROLES = ['audio', 'camera', 'screen'] as const;
export type MediaRole = (typeof ROLES)[number];

/** One track for each role, or none. */
export type RoleTracks = Record<MediaRole, MediaStreamTrack | null>;

export const NO_TRACKS: RoleTracks = { audio: null, camera: null, screen: null };
