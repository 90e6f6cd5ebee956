// One patient beside the list; on a phone it is the page. Opens without moving the list and takes the focus to the name.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Field } from '../../api/contract/fields.schema';
import type { Row } from '../../api/contract/lists.schema';
import type { PatientValue } from '../../api/contract/values';
import { noticeHeight } from '../ui/useBottom';
import { EhrSections } from './EhrSections';
import { NotesSection } from './NotesSection';
import { OtherRecord } from './OtherRecord';
import { PanelBar, type PanelBarProps } from './PanelBar';
import { PanelHeader } from './PanelHeader';
import { TypedSections } from './TypedSections';

const useStyles = makeStyles({
  panel: {
    position: 'fixed',
    top: '48px',
    right: 0,
    bottom: noticeHeight,
    zIndex: 6,
    width: '480px',
    boxSizing: 'border-box',
    overflowY: 'auto',
    overscrollBehavior: 'contain',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    animationName: {
      from: { transform: 'translateX(24px)', opacity: 0 },
      to: { transform: 'none', opacity: 1 },
    },
    animationDuration: tokens.durationNormal,
    animationTimingFunction: tokens.curveDecelerateMid,
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
  page: {
    top: 0,
    left: 0,
    width: '100%',
    borderLeft: 'none',
    display: 'flex',
    flexDirection: 'column',
    /** What takes the focus isn't under the bar. */
    scrollPaddingBottom: '60px',
  },
  rest: { flexGrow: 1 },
  body: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}` },
});

export interface PatientPanelProps extends PanelBarProps {
  readonly listId: string;
  readonly row: Row;
  readonly patient: PatientValue | undefined;
  /** No EHR is asked: a typed patient, or anybody in manual mode. */
  readonly isTyped: boolean;
  /** What the list has of them, for when the record can't be read. */
  readonly known: ReactNode;
  readonly fields: readonly Field[];
  readonly onNote: (row: Row) => void;
}

export function PatientPanel(props: PatientPanelProps) {
  const { listId, row, patient, isTyped, known, fields, isPhone, onClose, onNote } = props;
  const styles = useStyles();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [otherId, setOtherId] = useState<string>();
  const back = () => setOtherId(undefined);
  useEffect(() => {
    if (otherId === undefined) title.current?.focus();
  }, [otherId]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    if (otherId === undefined) onClose();
    else back();
  };
  return (
    <aside
      className={mergeClasses(styles.panel, isPhone && styles.page)}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
    >
      {row.ehr && otherId !== undefined && (
        <OtherRecord
          ehr={{ ...row.ehr, patientId: otherId }}
          titleId={titleId}
          titleRef={title}
          onBack={back}
        />
      )}
      {otherId === undefined && (
        <PanelHeader
          {...props}
          titleId={titleId}
          titleRef={title}
          patient={patient}
          lastKnown={isTyped && row.ehr ? row.snapshot?.at : undefined}
        />
      )}
      {/* Not taken away: what was begun as a note is there when the person comes back. */}
      <div className={styles.body} hidden={otherId !== undefined}>
        {row.ehr && !isTyped && <EhrSections ehr={row.ehr} known={known} onOther={setOtherId} />}
        <TypedSections row={row} fields={fields} isWhole={isTyped} />
        <NotesSection listId={listId} row={row} onNote={onNote} />
      </div>
      <div className={styles.rest} />
      {isPhone && otherId === undefined && <PanelBar {...props} />}
    </aside>
  );
}
