// What can be done with the patient of the panel: previous, next, edit, move, take off, close. Above the name; on a phone it
// stands at the thumb, and a menu holds what it has no room for.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowDownRegular,
  ArrowForwardRegular,
  ArrowLeftRegular,
  ArrowUpRegular,
  DeleteRegular,
  DismissRegular,
  EditRegular,
  EyeRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { PanelMenu } from './PanelMenu';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  atThumb: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    boxSizing: 'border-box',
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalS} env(safe-area-inset-bottom)`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '& button': { minWidth: '48px', minHeight: '48px' },
  },
  space: { flexGrow: 1 },
});

export interface PanelBarProps {
  readonly isPhone: boolean;
  readonly onClose: () => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onEdit: () => void;
  /** The team's other lists. */
  readonly others: readonly ListSummary[];
  readonly onMove: (to: ListSummary) => void;
  /** For owners: who looked at this patient. */
  readonly onAudit: (() => void) | undefined;
  readonly onRemove: () => void;
}

export function PanelBar(props: PanelBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { isPhone, onClose, onStep, onEdit, others, onMove, onAudit, onRemove } = props;
  const named = (words: string) =>
    ({
      'aria-label': words,
      title: words,
      appearance: 'subtle',
      size: isPhone ? 'large' : 'medium',
    }) as const;
  const move = { others, onMove };
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons of a bar, not fields of a form.
    <div
      role="group"
      aria-label={t('list.phone.bar')}
      className={mergeClasses(styles.bar, isPhone && styles.atThumb)}
    >
      {isPhone && <Button {...named(t('app.back'))} icon={<ArrowLeftRegular />} onClick={onClose} />}
      <Button {...named(t('patient.previous'))} icon={<ArrowUpRegular />} onClick={() => onStep(-1)} />
      <Button {...named(t('patient.next'))} icon={<ArrowDownRegular />} onClick={() => onStep(1)} />
      <span className={styles.space} />
      <Button {...named(t('patient.edit'))} icon={<EditRegular />} onClick={onEdit} />
      {isPhone ? (
        <PanelMenu
          trigger={<Button {...named(t('list.more'))} icon={<MoreHorizontalRegular />} />}
          {...move}
          rest={{ onAudit, onRemove }}
        />
      ) : (
        <>
          {others.length > 0 && (
            <PanelMenu
              trigger={<Button {...named(t('list.row.move'))} icon={<ArrowForwardRegular />} />}
              {...move}
            />
          )}
          {onAudit && <Button {...named(t('list.row.audit'))} icon={<EyeRegular />} onClick={onAudit} />}
          <Button {...named(t('patient.remove'))} icon={<DeleteRegular />} onClick={onRemove} />
          <Button {...named(t('app.close'))} icon={<DismissRegular />} onClick={onClose} />
        </>
      )}
    </div>
  );
}
