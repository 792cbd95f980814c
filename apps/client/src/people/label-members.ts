import type { Member } from '@chat/protocol';
import type { NameLabels } from './name-labels.ts';

export interface LabelledMember extends Member {
  /** The name, with a number where several members share it. */
  label: string;
  me: boolean;
  /** Whether they are in my call. */
  inCall: boolean;
}

/**
 * Members in the order of the list: me, who is in a call, who is here, who is away; each as they came, so that nobody
 * moves without a reason. Equal names are told apart by a number.
 */
export function labelMembers(
  members: readonly Member[],
  { self, labels, peer = null }: { self: string; labels: NameLabels; peer?: string | null },
): LabelledMember[] {
  const byArrival = [...members].sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1));
  const labelled = byArrival.map((member): LabelledMember => {
    const label = labels.labelOf(member.id, member.name);
    return { ...member, label, me: member.id === self, inCall: member.id === peer };
  });
  return labelled.sort((a, b) => rank(a) - rank(b));
}

function rank({ me, inCall, presence }: LabelledMember): number {
  if (me) return 0;
  if (inCall || presence === 'in-call') return 1;
  return presence === 'online' ? 2 : 3;
}
