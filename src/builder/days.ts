/** What the people do by day, while it is being worked out. */
import { NONE } from "../base/columns.js";
import type { Interior, Room } from "./interiors.js";
import type { Population } from "./population.js";

/** Roles and anchors of N people, and the posts to be filled. Places are provisional rows. */
export interface Days {
  /** [N] code of ROLES. */
  readonly role: Uint8Array;
  /** [N] place; NONE for at-home. */
  readonly anchor: Uint32Array;
  /** Rooms where people work, and for how many they are made. */
  readonly posts: Room[];
  /** The room of each shop. */
  readonly shops: number[];
}

/** Everybody at home, no posts. */
export function newDays({ age }: Population): Days {
  return { role: new Uint8Array(age.length), anchor: new Uint32Array(age.length).fill(NONE), posts: [], shops: [] };
}

/** Those who work in a building: a school's staff; elsewhere all for whom its rooms are made. */
export function addPosts(days: Days, { rooms, staff }: Interior, isSchool: boolean): void {
  for (const room of isSchool ? staff : rooms) if (room.capacity > 0) days.posts.push(room);
}
