import type { Migration } from '../migrate.ts';
import { practice } from './0001-practice.ts';
import { gateway } from './0002-gateway.ts';
import { labs } from './0003-labs.ts';
import { labActivity } from './0004-lab-activity.ts';

/** In order, never reordered, never edited once released: add a file and a line. */
export const migrations: readonly Migration[] = [practice, gateway, labs, labActivity];
