// What the tab learns first: who it is talking for, and how the team is set up.
import { z } from 'zod';
import { fieldSet } from './fields.schema';
import { listSummary } from './lists.schema';

export const person = z.strictObject({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof person>;

export const role = z.enum(['owner', 'member', 'guest']);
export type Role = z.infer<typeof role>;

export const mode = z.enum(['none', 'ehr', 'manual']);
export type Mode = z.infer<typeof mode>;

export const systemView = z.strictObject({
  system: z.string().nullable().describe('id of a system that is known; null: a FHIR server of unknown make'),
  version: z.string().nullable(),
  by: z.enum(['registration', 'metadata', 'nothing']).describe('whose word it is'),
  differs: z
    .string()
    .nullable()
    .describe('id of the system that the metadata sounds like, where it is another one'),
  abilities: z.array(z.string()).describe('ids of what the server can and can’t do'),
  needs: z
    .array(z.string())
    .describe('sets of filters of which a search needs one, for example family+birthdate'),
});
export type SystemView = z.infer<typeof systemView>;

export const connectionView = z.strictObject({
  id: z.string(),
  name: z.string(),
  link: z.string(),
  partner: z.string().nullable().describe('name of the registered partner; null for an open server'),
  release: z.enum(['DSTU2', 'STU3', 'R4']),
  offered: z.array(z.string()).describe('R4 names of the interface resources that the server serves'),
  columns: z.array(z.string()).describe('ids of the columns that this server can fill'),
  mrnSystem: z.string().nullable().describe('identifier system of the partner’s MRN, where registered'),
  zone: z.string().nullable().describe('IANA time zone of the partner’s hospital, where registered'),
  locationSplit: z
    .string()
    .nullable()
    .describe('regular expression that takes a place apart, where the partner’s registration has one'),
  vitalsOldAfterHours: z.number().int().describe('after so many hours a vital sign is shown as old'),
  system: systemView.nullable().describe('which system it is; null: connected before that was looked at'),
  setBy: person,
  setAt: z.string(),
});
export type ConnectionView = z.infer<typeof connectionView>;

export const session = z.strictObject({
  user: person,
  role,
  owners: z.array(person).describe('who may set the tab up'),
  teamName: z.string(),
  isArchived: z.boolean().describe('archived in Microsoft 365: nothing can be changed'),
  mode,
  connection: connectionView.nullable(),
  offeredLinks: z
    .array(z.strictObject({ name: z.string(), link: z.string(), about: z.string() }))
    .describe('links to try, set by the operator; the sandbox offers its own'),
  lists: z.array(listSummary),
  lastListId: z.string().nullable(),
  canExport: z.boolean().describe('may this person take lists away as files'),
  fields: fieldSet,
  idleMinutes: z
    .number()
    .int()
    .describe('so long unused, the tab hides what it shows; 0: it never does. Set by the operator'),
});
export type Session = z.infer<typeof session>;

export const setMode = z.strictObject({ mode: z.enum(['ehr', 'manual']) });

export const myLists = z.strictObject({
  teams: z.array(
    z.strictObject({
      teamId: z.string(),
      channelId: z.string(),
      teamName: z.string(),
      channelName: z.string(),
      lists: z.array(listSummary),
    }),
  ),
});
export type MyLists = z.infer<typeof myLists>;
