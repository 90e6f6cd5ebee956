// What the columns that the EHR feeds become in a file, also where the team typed their values. Pure.
import type { RowModel } from '../../clinical/row-model';
import { isPlaceUnread } from '../../clinical/where-order';
import type { EhrCellValues, EhrColumnId } from '../../contract/columns';
import type {
  AllergiesValue,
  MainProblemValue,
  VitalItem,
  VitalsValue,
  WhereValue,
} from '../../contract/values';
import type { ColumnContext, FileColumn } from './file-columns';

type Maker = (context: ColumnContext) => readonly FileColumn[];

export const ehrFileColumns: { readonly [K in EhrColumnId]: Maker } = {
  bed: toPlaceColumns,
  patient: toPatientColumns,
  mainProblem: toTextColumn('mainProblem', (context) => (value) => toProblem(value, context)),
  allergies: toTextColumn('allergies', (context) => (value) => toAllergies(value, context)),
  lengthOfStay: toStayColumns,
  vitals: toTextColumn('vitals', (context) => (value) => toVitals(value, context)),
  bloodPressure: toVitalColumns('bloodPressure'),
  heartRate: toVitalColumns('heartRate'),
  respiration: toVitalColumns('respiration'),
  temperature: toVitalColumns('temperature'),
  oxygenSaturation: toVitalColumns('oxygenSaturation'),
  weight: toVitalColumns('weight'),
  height: toVitalColumns('height'),
  bmi: toVitalColumns('bmi'),
  medications: toTextColumn(
    'medications',
    ({ say }) =>
      ({ items }) =>
        items.map(say.medication).join('\n'),
  ),
  coverage: toTextColumn(
    'coverage',
    ({ coverage }) =>
      ({ items }) =>
        items.map(coverage).join('\n'),
  ),
  encounterStatus: toTextColumn('encounterStatus', ({ say }) => say.encounterStatus),
  generalPractitioner: toTextColumn('generalPractitioner', () => (text) => text),
  phone: toTextColumn('phone', () => (text) => text),
};

/** A column that one text says. */
function toTextColumn<K extends EhrColumnId>(
  column: K,
  toWords: (context: ColumnContext) => (value: EhrCellValues[K]) => string,
): Maker {
  return (context) => [
    { heading: context.t(`column.${column}`), toCell: toText(column, context, toWords(context)) },
  ];
}

/** The value in words, with what is to be known of it; or why there is none. */
function toText<K extends EhrColumnId>(
  column: K,
  context: ColumnContext,
  toWords: (value: EhrCellValues[K]) => string,
): FileColumn['toCell'] {
  const { t } = context;
  return (model) => {
    const view = model.cell(column);
    if (view.value === undefined) return context.noValue(view);
    // What couldn't be read in full doesn't say that nothing is there.
    const isSilent = column === 'allergies' && isNotRecorded(view.value) && view.mayBeIncomplete;
    return [
      !isSilent && toWords(view.value),
      view.ehr !== undefined && t('file.typed'),
      view.unreadable && t('patient.unreadable', { count: view.unreadable }),
      view.mayBeIncomplete && t('patient.mayBeIncomplete'),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

function isNotRecorded(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'notRecorded';
}

function toProblem({ main, more }: MainProblemValue, { say, t }: ColumnContext): string {
  const qualifier = main.qualifier && say.qualifier(main.qualifier);
  return [say.named(main), qualifier, more > 0 && t('patient.more', { count: more })]
    .filter(Boolean)
    .join(' · ');
}

function toAllergies(value: AllergiesValue, { t, allergy }: ColumnContext): string {
  if (value.kind === 'notRecorded') return t('patient.allergy.notRecorded');
  return value.items.map(allergy).join('\n') || t('patient.allergy.noKnown');
}

/** One line each, with its own time; what somebody typed is as old as it says itself. */
function toVitals({ latest }: VitalsValue, { say, times, t, vital }: ColumnContext): string {
  const toLine = (item: VitalItem): string => {
    if (!item.source) return vital(item);
    const time = item.effective ? times.when(item.effective) : t('patient.timeUnknown');
    return `${say.vitalShort(item)} ${vital(item)} (${time})`;
  };
  return latest.map(toLine).join('\n');
}

function toStayColumns(context: ColumnContext): readonly FileColumn[] {
  const { t, times } = context;
  return [
    {
      heading: t('file.days'),
      toCell: (model) => {
        const view = model.cell('lengthOfStay');
        return view.value?.days ?? context.noValue(view);
      },
    },
    {
      heading: t('file.since'),
      toCell: (model) => {
        const start = model.cell('lengthOfStay').value?.start;
        return start ? times.when(start) : '';
      },
    },
  ];
}

/** The value, and beside it when it was true: nobody may take an old one for today's. */
function toVitalColumns(column: EhrColumnId & VitalItem['kind']): Maker {
  return (context) => {
    const { t, times } = context;
    const name = t(`column.${column}`);
    return [
      { heading: name, toCell: toText(column, context, context.vital) },
      {
        heading: t('file.timeOf', { column: name }),
        toCell: (model) => {
          const item = model.cell(column).value;
          return item ? (item.effective ? times.when(item.effective) : t('patient.timeUnknown')) : '';
        },
      },
    ];
  };
}

function toPlaceColumns(context: ColumnContext): readonly FileColumn[] {
  const { t } = context;
  const part = (key: 'ward' | 'room' | 'bed') => (model: RowModel) => {
    const where = model.cell('bed').value;
    return where?.kind === 'in' ? (where[key] ?? '') : '';
  };
  return [
    { heading: t('file.ward'), toCell: part('ward') },
    { heading: t('file.room'), toCell: part('room') },
    { heading: t('column.bed'), toCell: part('bed') },
    { heading: t('file.place'), toCell: toText('bed', context, (where) => toPlaceWords(where, context)) },
  ];
}

/** The whole place in one line, or what there is to say instead of one. */
function toPlaceWords(where: WhereValue, { t, say }: ColumnContext): string {
  return isPlaceUnread(where) ? t('patient.mayBeIncomplete') : say.place(where);
}

function toPatientColumns(context: ColumnContext): readonly FileColumn[] {
  const { t, say, times } = context;
  return [
    { heading: t('column.patient'), toCell: (model) => toNameCell(model, context) },
    {
      heading: t('file.birthDate'),
      toCell: ({ patient }) =>
        patient?.birthDate
          ? times.day(patient.birthDate)
          : ((patient && say.absentField(patient, 'birthDate')) ?? ''),
    },
    { heading: t('file.age'), toCell: ({ patient }) => (patient?.age ? say.age(patient.age) : '') },
    {
      heading: t('file.sex'),
      toCell: ({ patient }) => (patient && say.absentField(patient, 'gender')) ?? say.sex(patient?.gender),
    },
    // As it is, so that it can be looked for; without one, why.
    { heading: t('file.mrn'), toCell: ({ patient }) => patient?.mrn?.value ?? say.mrn(patient) },
  ];
}

/** Never nameless: what was last known stands in. With every mark that the list has beside a name. */
function toNameCell(model: RowModel, { t, say, times, lookalikes }: ColumnContext): string {
  const view = model.cell('patient');
  const { patient } = model;
  const mark = lookalikes.get(model.id);
  const died = patient?.deceased;
  return [
    say.patientName(patient),
    patient && say.absentName(patient),
    mark && t(`patient.same.${mark}`),
    died && (died.date ? t('patient.deceasedOn', { date: times.day(died.date) }) : t('patient.deceased')),
    patient?.replacedBy && t('patient.replaced'),
    view.reason === 'patient_not_found' && t('patient.recordGone'),
  ]
    .filter(Boolean)
    .join(' · ');
}
