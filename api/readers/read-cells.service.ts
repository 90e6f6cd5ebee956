// From an EHR to the cells of its patients' rows, on the thread that it is called on.
import type { ChartSections } from '../fhir/ehr';
import type { FindSnapshot, ReadCells, ToEhrCells } from '../lists/ehr-ports';

export interface ReadCellsDeps {
  readonly toEhrCells: ToEhrCells;
  readonly findSnapshot: FindSnapshot;
  readonly now: () => Date;
}

export function createReadCells(deps: ReadCellsDeps): ReadCells {
  return ({ ehr, patientIds, types, columns }, onCells, signal) =>
    ehr.readCharts(
      patientIds,
      types,
      (patientId, sections) => {
        const context = { ...ehr.reading, columns, now: deps.now(), server: ehr.server };
        const cells = deps.toEhrCells(sections, context);
        onCells({
          patientId,
          json: JSON.stringify(cells),
          snapshot: deps.findSnapshot(cells.patient),
          droppedForeign: countDropped(sections),
        });
      },
      signal,
    );
}

function countDropped(sections: ChartSections): number {
  return Object.values(sections).reduce(
    (sum, section) => sum + (section.status === 'ok' ? section.droppedForeign : 0),
    0,
  );
}
