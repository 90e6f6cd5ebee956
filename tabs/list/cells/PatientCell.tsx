// Who it is: name, and beneath it age, sex and MRN. Never nameless: what was last known stands in while the EHR is read.

import { mergeClasses } from '@fluentui/react-components';
import type { RowModel } from '../../../api/clinical/row-model';
import type { SameNameMark } from '../../../api/clinical/same-name';
import type { PatientValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { CellFrame } from './CellFrame';
import { useCellStyles } from './useCellStyles';

export interface PatientCellProps {
  readonly model: RowModel;
  readonly lookalike: SameNameMark | undefined;
  readonly isDense: boolean;
}

export function PatientCell({ model, lookalike, isDense }: PatientCellProps) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const { patient } = model;
  const view = model.cell('patient');
  if (!patient) return <CellFrame view={view}>{() => null}</CellFrame>;
  const isOld = view.status === 'stale' || view.status === 'failed';
  return (
    <>
      <span className={styles.flow}>
        {isOld && (
          <span className={styles.stale} role="img" aria-label={t('list.cell.stale')}>
            ◷{' '}
          </span>
        )}
        <span className={mergeClasses(styles.line, styles.strong)}>{say.patientName(patient)}</span>
        <HiddenName patient={patient} />
        {isDense && <Inline patient={patient} />}
        {isDense && lookalike && <Lookalike mark={lookalike} isShort />}
        {patient.deceased && (
          <span className={mergeClasses(styles.mark, styles.plainMark)}>{t('patient.deceased')}</span>
        )}
        {patient.replacedBy && <span className={styles.mark}>{t('patient.replaced')}</span>}
        {view.reason === 'patient_not_found' && (
          <span className={styles.mark}>{t('patient.recordGone')}</span>
        )}
      </span>
      {!isDense && (lookalike ? <Marked patient={patient} mark={lookalike} /> : <Second patient={patient} />)}
    </>
  );
}

/** Of a name that is told in part: why the rest isn't. Which part that is stands in the tip and in the panel. */
function HiddenName({ patient }: { readonly patient: PatientValue }) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  const whole = say.absentName(patient);
  const { name, family, given } = patient.absent ?? {};
  const reason = name ?? family ?? given;
  if (!whole || !reason) return null;
  return (
    <span
      className={mergeClasses(styles.mark, styles.plainMark, styles.givesWay)}
      role="img"
      aria-label={whole}
      title={whole}
    >
      {say.absent(reason)}
    </span>
  );
}

/** The mark stands under the name, which stays whole. */
function Lookalike({ mark, isShort = false }: { readonly mark: SameNameMark; readonly isShort?: boolean }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const words = t(`patient.same.${mark}`);
  return isShort ? (
    <span className={styles.mark} role="img" aria-label={words} title={words}>
      ⚠
    </span>
  ) : (
    <span className={mergeClasses(styles.mark, styles.shrinks)} title={words}>
      {words}
    </span>
  );
}

/** Somebody who could be mixed up: mark and number first. */
function Marked({ patient, mark }: { readonly patient: PatientValue; readonly mark: SameNameMark }) {
  const styles = useCellStyles();
  const { mrn, age, sex } = useFacts(patient);
  return (
    <span className={mergeClasses(styles.flow, styles.second)}>
      <Lookalike mark={mark} /> <span>{mrn}</span>
      <Rest parts={[age, sex]} />
    </span>
  );
}

function Second({ patient }: { readonly patient: PatientValue }) {
  const styles = useCellStyles();
  const { mrn, age, sex } = useFacts(patient);
  // A birth date or an age at death is longer than an age: then sex is what gives way, never the number.
  const isShort = patient.age !== undefined && !patient.deceased;
  const parts = (isShort ? [age, sex, mrn] : [age, mrn, sex]).filter(Boolean);
  return <span className={mergeClasses(styles.line, styles.second)}>{parts.join(' · ')}</span>;
}

/** Beside the name, in the one line of a narrow row. */
function Inline({ patient }: { readonly patient: PatientValue }) {
  const { age, sex } = useFacts(patient);
  return <Rest parts={[age, sex]} />;
}

/** In the room that is left; a part that doesn't fit goes as a whole. */
function Rest({ parts }: { readonly parts: readonly (string | undefined)[] }) {
  const styles = useCellStyles();
  return (
    <span className={mergeClasses(styles.second, styles.dropsWhole)}>
      {parts.filter(Boolean).map((part, index) => (
        <span key={part}>{`${index > 0 ? ' ' : ''}· ${part}`}</span>
      ))}
    </span>
  );
}

function useFacts(patient: PatientValue) {
  const say = useClinicalWords();
  const birth = patient.birthDate ? say.day(patient.birthDate) : say.absentField(patient, 'birthDate');
  return {
    mrn: say.mrn(patient),
    /** Else the birth date: who was last known may have died since. */
    age: patient.age ? say.age(patient.age) : birth,
    sex: patient.gender ? say.sex(patient.gender) : say.absentField(patient, 'gender'),
  };
}
