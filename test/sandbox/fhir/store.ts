// The resources of one hospital, indexed by type, id and patient, each with its JSON made once.
import { type Resource, toReferencedId, toText } from '../resource';

export interface Stored {
  type: string;
  id: string;
  resource: Resource;
  /** The resource as it goes over the wire; made once, when it is first sent. */
  readonly json: string;
}

export interface ResourceStore {
  find(type: string, id: string): Stored | undefined;
  all(type: string): readonly Stored[];
  /** Everything of a type that names this patient, in whichever field. */
  ofPatient(type: string, patientId: string): readonly Stored[];
  /** Adds a resource, or puts it in the place of the one with its type and id. */
  put(resource: Resource): void;
}

const patientFields = ['patient', 'subject', 'beneficiary', 'subscriber'];

function toPatientIds(resource: Resource): Set<string> {
  const ids = patientFields.map((field) => toReferencedId(resource[field], 'Patient'));
  return new Set(ids.filter((id) => id !== undefined));
}

function addTo(map: Map<string, Stored[]>, key: string, stored: Stored): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [stored]);
  else list.push(stored);
}

function toStart(stored: Stored): string {
  const { period, effectiveDateTime } = stored.resource;
  const start =
    typeof period === 'object' && period !== null && !Array.isArray(period) ? period.start : undefined;
  return toText(start) ?? toText(effectiveDateTime) ?? '';
}

function oldestFirst(stored: readonly Stored[]): Stored[] {
  return stored
    .map((one) => ({ one, at: Date.parse(toStart(one)) || 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function toStored(resource: Resource): Stored {
  let json: string | undefined;
  return {
    type: resource.resourceType,
    id: resource.id,
    resource,
    get json() {
      json ??= JSON.stringify(resource);
      return json;
    },
  };
}

/** `oldestFirstTypes` are kept by their date, oldest first, as some servers answer them. */
export function createStore(
  resources: readonly Resource[],
  oldestFirstTypes: readonly string[],
): ResourceStore {
  const byType = new Map<string, Stored[]>();
  const byKey = new Map<string, Stored>();
  let byPatient = new Map<string, Stored[]>();

  function add(resource: Resource): void {
    const stored = toStored(resource);
    addTo(byType, stored.type, stored);
    byKey.set(`${stored.type}/${stored.id}`, stored);
  }
  function order(): void {
    for (const type of oldestFirstTypes) byType.set(type, oldestFirst(byType.get(type) ?? []));
    byPatient = new Map();
    for (const list of byType.values()) {
      for (const stored of list) {
        for (const id of toPatientIds(stored.resource)) addTo(byPatient, `${stored.type}/${id}`, stored);
      }
    }
  }

  for (const resource of resources) add(resource);
  order();
  return {
    find: (type, id) => byKey.get(`${type}/${id}`),
    all: (type) => byType.get(type) ?? [],
    ofPatient: (type, patientId) => byPatient.get(`${type}/${patientId}`) ?? [],
    put(resource) {
      const { resourceType: type, id } = resource;
      byType.set(
        type,
        (byType.get(type) ?? []).filter((stored) => stored.id !== id),
      );
      add(resource);
      order();
    },
  };
}
