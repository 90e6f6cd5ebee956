// The picture of the list screen, in line style in the theme's colours; those of rare screens are in rare-pictures.tsx.
import { brand, line, Picture, Sheet, tint } from './picture-parts';

/** A list whose lines are still to come. */
export function ListPicture() {
  return (
    <Picture>
      <Sheet />
      {[34, 56, 78].map((y) => (
        <g key={y}>
          <circle cx="56" cy={y} r="5" fill={tint} stroke={brand} />
          <path d={`M70 ${y}h34`} stroke={line} />
        </g>
      ))}
    </Picture>
  );
}
