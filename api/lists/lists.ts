// The room's parts put together: what compose.ts hands in, and what other rooms are given of lists.
import type { Audit } from '../audit/audit';
import type { ListSummary } from '../contract/lists.schema';
import type { FileKind } from '../downloads/downloads.service';
import type { Route } from '../http/route';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { createCellsReader } from './ehr-cells.service';
import type { GetEhr, ReadCells, ToEhrCells } from './ehr-ports';
import type { ListFilesFor } from './file/file.policy';
import { createListFileRoutes } from './file/list-file.routes';
import {
  createListFileOffer,
  createListFiles,
  type ListFilesDeps,
  type OfferFile,
} from './file/list-file.service';
import { createLookup } from './find-many.service';
import { createListRoutes } from './list.routes';
import { createListService } from './list.service';
import { createManyRoutes } from './many.routes';
import { createManyRows } from './many-rows.service';
import { createNewPatientReader, createNewPatientsReader } from './new-patient.service';
import { createNoteService } from './note.service';
import { createOpenList } from './open-list.service';
import { createNoteRoutes, createRowRoutes } from './row.routes';
import { createRowService } from './row.service';

export interface ListsDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly getEhr: GetEhr;
  readonly toEhrCells: ToEhrCells;
  readonly readCells: ReadCells;
  readonly filesFor: ListFilesFor;
  readonly findChannel: ListFilesDeps['findChannel'];
  readonly findConnection: ListFilesDeps['findConnection'];
}

export interface Lists {
  readonly routes: readonly Route[];
  /** Files that can be taken away, and the way to one, once there is somebody who offers links. */
  readonly files: Readonly<Record<string, FileKind>>;
  readonly toFileRoutes: (offer: OfferFile) => readonly Route[];
  readonly findLists: (scope: Scope) => Promise<ListSummary[]>;
  /** Which list this person had open last, if it is still there. */
  readonly findLastListId: (scope: Scope) => Promise<string | null>;
}

export function createLists(deps: ListsDeps): Lists {
  const lists = createListService(deps);
  const readNewPatients = createNewPatientsReader(deps);
  const rows = createRowService({ ...deps, readNewPatient: createNewPatientReader(readNewPatients) });
  const manyRows = createManyRows({ ...deps, readNewPatients });
  const openList = createOpenList({ ...deps, startReading: createCellsReader(deps) });
  const notes = createNoteService(deps);
  const files = { ...deps, openList };
  const offerListFile = createListFileOffer(files);
  return {
    routes: [
      ...createListRoutes({ lists, openList }),
      ...createRowRoutes(rows),
      ...createManyRoutes({ manyRows, startLookup: createLookup(deps), getEhr: deps.getEhr }),
      ...createNoteRoutes(notes),
    ],
    files: createListFiles(files),
    toFileRoutes: (offer) => createListFileRoutes({ ...deps, offerListFile, offer }),
    findLists: lists.summaries,
    findLastListId: lists.findLastId,
  };
}
