// The last values of one vital sign as a small line: gaps stay gaps, blood pressure has two lines. The table beside it says the same.
import { tokens } from '@fluentui/react-components';
import type { VitalTrend } from '../../api/contract/values';
import { toTrendLines, trendSize } from './trend-lines';

export function Trend({ trend, label }: { readonly trend: VitalTrend; readonly label: string }) {
  const lines = toTrendLines(trend.points);
  if (lines.length === 0) return null;
  return (
    <svg width={trendSize.width} height={trendSize.height} role="img" aria-label={label} focusable="false">
      {lines.map((line) => (
        <g key={line.name}>
          {line.runs.map((run) => (
            <polyline
              key={run[0]?.x}
              points={run.map(({ x, y }) => `${x},${y}`).join(' ')}
              fill="none"
              stroke={tokens.colorNeutralForeground3}
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          ))}
          {line.runs.flat().map(({ x, y }) => (
            <circle key={x} cx={x} cy={y} r="1.5" fill={tokens.colorNeutralForeground3} />
          ))}
          {line.last && (
            <circle cx={line.last.x} cy={line.last.y} r="3" fill={tokens.colorBrandForeground1} />
          )}
        </g>
      ))}
    </svg>
  );
}
