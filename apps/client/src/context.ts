import { createContext } from 'svelte';
import type { Router } from './router.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { ShortcutKeys } from './ui/shortcut-keys.ts';

/** The session of this tab. Throws when no App is around the component. */
export const [getSession, setSession] = createContext<Session>();

/** The router of this tab. Throws when no App is around the component. */
export const [getRouter, setRouter] = createContext<Router>();

/** What this browser's person has chosen. Throws when no App is around the component. */
export const [getSettings, setSettings] = createContext<Settings>();

/** The shortcuts of this page. Throws when no App is around the component. */
export const [getShortcuts, setShortcuts] = createContext<ShortcutKeys>();
