// Who this is: name, age, sex, MRN, marks; and the ways on: previous, next, edit, remove, close.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowDownRegular,
  ArrowLeftRegular,
  ArrowUpRegular,
  DeleteRegular,
  DismissRegular,
  EditRegular,
  EyeRegular,
} from '@fluentui/react-icons';
import type { Ref } from 'react';
import type { PatientValue } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  space: { flexGrow: 1 },
  name: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
  line: { fontVariantNumeric: 'tabular-nums' },
});

export interface PanelHeaderProps {
  readonly titleId: string;
  readonly titleRef: Ref<HTMLHeadingElement>;
  readonly patient: PatientValue | undefined;
  /** Set if no EHR is asked: when it was last read who this is. */
  readonly lastKnown: string | undefined;
  readonly isPhone: boolean;
  readonly onClose: () => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onEdit: (() => void) | undefined;
  /** For owners: who looked at this patient. */
  readonly onAudit: (() => void) | undefined;
  readonly onRemove: () => void;
}

export function PanelHeader(props: PanelHeaderProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { isPhone, onClose, onStep, onEdit, onAudit, onRemove } = props;
  const size = isPhone ? 'large' : 'medium';
  const button = { size, appearance: 'subtle' } as const;
  return (
    <header className={styles.head}>
      <div className={styles.bar}>
        {isPhone && (
          <Button {...button} icon={<ArrowLeftRegular />} aria-label={t('app.back')} onClick={onClose} />
        )}
        <Button
          {...button}
          icon={<ArrowUpRegular />}
          aria-label={t('patient.previous')}
          title={t('patient.previous')}
          onClick={() => onStep(-1)}
        />
        <Button
          {...button}
          icon={<ArrowDownRegular />}
          aria-label={t('patient.next')}
          title={t('patient.next')}
          onClick={() => onStep(1)}
        />
        <span className={styles.space} />
        {onEdit && (
          <Button
            {...button}
            icon={<EditRegular />}
            aria-label={t('patient.edit')}
            title={t('patient.edit')}
            onClick={onEdit}
          />
        )}
        {onAudit && (
          <Button
            {...button}
            icon={<EyeRegular />}
            aria-label={t('list.row.audit')}
            title={t('list.row.audit')}
            onClick={onAudit}
          />
        )}
        <Button
          {...button}
          icon={<DeleteRegular />}
          aria-label={t('patient.remove')}
          title={t('patient.remove')}
          onClick={onRemove}
        />
        {!isPhone && (
          <Button
            {...button}
            icon={<DismissRegular />}
            aria-label={t('app.close')}
            title={t('app.close')}
            onClick={onClose}
          />
        )}
      </div>
      <Who {...props} />
    </header>
  );
}

function Who({
  patient,
  lastKnown,
  titleId,
  titleRef,
}: Pick<PanelHeaderProps, 'patient' | 'lastKnown' | 'titleId' | 'titleRef'>) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const full = [patient?.name?.prefix, patient?.name?.display, patient?.name?.suffix]
    .filter(Boolean)
    .join(' ');
  const line = [
    patient?.age && say.age(patient.age),
    patient?.birthDate && t('patient.born', { date: say.day(patient.birthDate) }),
    say.sex(patient?.gender),
    patient?.mrn ? t('patient.mrnIs', { mrn: patient.mrn.value }) : t('patient.noMrn'),
  ].filter(Boolean);
  const absent = Object.values(patient?.absent ?? {});
  return (
    <>
      <h2 id={titleId} ref={titleRef} tabIndex={-1} className={styles.name}>
        {full || t('patient.noName')}
      </h2>
      {patient?.name?.beneath && <div className={panel.second}>{patient.name.beneath}</div>}
      <div className={styles.line}>{line.join(' · ')}</div>
      {lastKnown && (
        <div className={panel.warning}>◷ {t('patient.lastRead', { time: say.clock(lastKnown) })}</div>
      )}
      {patient && patient.otherNames.length > 0 && (
        <div className={panel.second}>
          {t('patient.otherNames', { names: patient.otherNames.join(', ') })}
        </div>
      )}
      {patient?.deceased && (
        <div>
          <span className={panel.mark}>
            {patient.deceased.date
              ? t('patient.deceasedOn', { date: say.day(patient.deceased.date) })
              : t('patient.deceased')}
          </span>
        </div>
      )}
      {patient?.replacedBy && (
        <div className={panel.warning}>! {t('patient.replacedBy', { id: patient.replacedBy })}</div>
      )}
      {absent.length > 0 && <div className={panel.second}>{say.absent(absent[0] ?? '')}</div>}
    </>
  );
}
