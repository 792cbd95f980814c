import type { Task } from './task.ts';

const keyOf = (room: string) => `chat.draft.${room}`;
const tasksOf = (room: string) => `chat.tasks.${room}`;

/** What was being written in this room before a reload of this tab. */
export function loadDraft(room: string): string {
  return load(keyOf(room));
}

/** Keeps a draft for this tab alone; it goes with the tab. */
export function saveDraft(room: string, draft: string): void {
  save(keyOf(room), draft);
}

/** The edits and the answer that were begun in this room before a reload of this tab. */
export function loadTasks(room: string): readonly Task[] {
  return JSON.parse(load(tasksOf(room)) || '[]') as Task[];
}

export function saveTasks(room: string, tasks: readonly Task[]): void {
  save(tasksOf(room), tasks.length > 0 ? JSON.stringify(tasks) : '');
}

function load(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function save(key: string, value: string): void {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage a reload loses it; writing goes on.
  }
}
