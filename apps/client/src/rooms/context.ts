import { createContext } from 'svelte';
import type { MyRooms } from './my-rooms.svelte.ts';

/** The rooms of this person. Throws when no Workspace is around the component. */
export const [getRooms, setRooms] = createContext<MyRooms>();
