// From a column to the cell that draws it.

import type { RowModel } from '../../../api/clinical/row-model';
import type { SameNameMark } from '../../../api/clinical/same-name';
import type { ColumnModel } from '../columns';
import {
  AllergiesCell,
  CoverageCell,
  MedicationsCell,
  ProblemCell,
  StatusCell,
  StayCell,
  TextCell,
} from './ClinicalCells';
import { PatientCell } from './PatientCell';
import { PlaceCell } from './PlaceCell';
import { FieldCell, NotesCell, UpdatedCell } from './TeamCells';
import { VitalCell, VitalsCell } from './VitalCells';

export interface CellBodyProps {
  readonly column: ColumnModel;
  readonly model: RowModel;
  readonly isDense: boolean;
  readonly isUnderWard: boolean;
  readonly lookalike: SameNameMark | undefined;
}

export function CellBody({ column, model, isDense, isUnderWard, lookalike }: CellBodyProps) {
  if (column.field) return <FieldCell row={model.row} field={column.field} />;
  switch (column.id) {
    case 'bed':
      return <PlaceCell view={model.cell('bed')} isUnderWard={isUnderWard} isDense={isDense} />;
    case 'patient':
      return <PatientCell model={model} lookalike={lookalike} isDense={isDense} />;
    case 'notes':
      return <NotesCell row={model.row} isDense={isDense} />;
    case 'updated':
      return <UpdatedCell row={model.row} isDense={isDense} />;
    case 'mainProblem':
      return <ProblemCell view={model.cell('mainProblem')} isDense={isDense} />;
    case 'allergies':
      return <AllergiesCell view={model.cell('allergies')} />;
    case 'lengthOfStay':
      return <StayCell view={model.cell('lengthOfStay')} />;
    case 'vitals':
      return <VitalsCell view={model.cell('vitals')} isDense={isDense} />;
    case 'medications':
      return <MedicationsCell view={model.cell('medications')} />;
    case 'coverage':
      return <CoverageCell view={model.cell('coverage')} />;
    case 'encounterStatus':
      return <StatusCell view={model.cell(column.id)} />;
    case 'generalPractitioner':
    case 'phone':
      return <TextCell view={model.cell(column.id)} />;
    case 'bloodPressure':
    case 'heartRate':
    case 'respiration':
    case 'temperature':
    case 'oxygenSaturation':
    case 'weight':
    case 'height':
    case 'bmi':
      return <VitalCell view={model.cell(column.id)} isDense={isDense} />;
    default:
      return null;
  }
}
