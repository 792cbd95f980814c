import { LIMITS } from '@chat/protocol';

export const MAX_NAME_LENGTH = LIMITS.nameLength;
export const MAX_TITLE_LENGTH = LIMITS.titleLength;
export const MAX_TEXT_LENGTH = LIMITS.textLength;
export const MAX_DECLINE_LENGTH = LIMITS.declineLength;
