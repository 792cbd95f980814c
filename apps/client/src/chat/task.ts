import type { VisibleMessage } from '@chat/sdk';

/** The message that is edited or answered, as it was when that began. */
export type Target = Pick<VisibleMessage, 'id' | 'name' | 'text'>;

type Edit = { kind: 'edit'; message: Target; edited: string };

/** What the field is for: a message gets a new text, or something new is written, as an answer or not. */
export type Task = Edit | { kind: 'write'; message: Target | null };

/**
 * The tasks after one more was begun. It lies upon the others: when it ends, the one below goes on. Of edits those stay
 * that have changed something, and each message has one; there is one draft, and so one answer.
 */
export function begin(tasks: readonly Task[], task: Task): readonly Task[] {
  const isEdit = task.kind === 'edit';
  const open = tasks.filter((each) => (each.kind === 'edit' ? hasChanged(each) : isEdit));
  const begun = isEdit ? open.filter(isEditing).find((edit) => isAbout(edit, task)) : undefined;
  const next = begun && task.message ? { ...begun, message: task.message } : task;
  return [...open.filter((each) => each !== begun), next];
}

/** The texts that messages were to get. */
export function changedTexts(tasks: readonly Task[]): string[] {
  return tasks
    .filter(isEditing)
    .filter(hasChanged)
    .map(({ edited }) => edited);
}

function isEditing(task: Task): task is Edit {
  return task.kind === 'edit';
}

function isAbout(edit: Edit, { message }: Task): boolean {
  return edit.message.id === message?.id;
}

function hasChanged({ edited, message }: Edit): boolean {
  return edited !== message.text;
}
