// The grid of a chart with two axes, their numbers and names.
import { figure } from "../../../../experiments/index.js";
import { MARGIN, type Scale, size } from "./frame.ts";

interface GroundProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly xName: string;
  readonly yName: string;
}

export function Ground({ x, y, xName, yName }: GroundProps) {
  const { width, height } = size.value;
  const [bottom, right] = [height - MARGIN.bottom, width - MARGIN.right];
  return (
    <g class="ground">
      {y.ticks.map((tick) => (
        <g key={`y${tick}`}>
          <line x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={MARGIN.left - 6} y={y(tick) + 4} text-anchor="end">
            {figure(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={`x${tick}`}>
          <line x1={x(tick)} x2={x(tick)} y1={MARGIN.top} y2={bottom} />
          <text x={x(tick)} y={bottom + 16} text-anchor="middle">
            {figure(tick)}
          </text>
        </g>
      ))}
      <text class="name" x={(MARGIN.left + right) / 2} y={height - 6} text-anchor="middle">
        {xName}
      </text>
      <text class="name" transform={`translate(12 ${bottom / 2}) rotate(-90)`} text-anchor="middle">
        {yName}
      </text>
    </g>
  );
}
