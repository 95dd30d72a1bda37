import type { Travel } from "./problem.ts";

const EARTH_M = 6_371_008.8;
// Up to this many places great-circle ways are computed once, into 4 bytes a pair: sines cost more than memory.
const MOST_TABLED = 4_500;

/** Distances and seconds between places, however they are given. */
export class Ways {
  readonly size: number;
  /** Seconds for a unit of distance where they are proportional; 0 where a table says. */
  readonly pace: number;
  private kind: 0 | 1 | 2 | 3;
  private readonly a: Float64Array;
  private readonly b: Float64Array;
  private table: Int32Array | Float64Array;
  private readonly seconds_: Int32Array | Float64Array;
  private readonly scale: number;

  constructor(travel: Travel) {
    const none = new Float64Array(0);
    this.a = none;
    this.b = none;
    this.table = none;
    this.seconds_ = none;
    this.scale = 1;
    this.pace = 0;
    if (travel.kind === "table") {
      this.kind = 0;
      this.size = travel.size;
      this.table = travel.distance;
      this.seconds_ = travel.seconds;
    } else if (travel.kind === "plane") {
      this.kind = travel.metric === "manhattan" ? 1 : 2;
      this.size = travel.x.length;
      this.a = travel.x;
      this.b = travel.y;
      this.pace = travel.secondsPerUnit;
    } else {
      this.kind = 3;
      this.size = travel.lat.length;
      const radians = Math.PI / 180;
      this.a = travel.lat.map((degrees) => degrees * radians);
      this.b = travel.lng.map((degrees) => degrees * radians);
      this.scale = 2 * EARTH_M * travel.detour;
      this.pace = 1 / travel.metresPerSecond;
      if (this.size <= MOST_TABLED) {
        this.table = this.tabulated();
        this.kind = 0;
      }
    }
  }

  private tabulated(): Int32Array {
    const { size } = this;
    const table = new Int32Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) {
        const metres = this.distance(i, j);
        table[i * size + j] = metres;
        table[j * size + i] = metres;
      }
    return table;
  }

  distance(from: number, to: number): number {
    if (this.kind === 0) return this.table[from * this.size + to]!;
    const da = this.a[from]! - this.a[to]!;
    const db = this.b[from]! - this.b[to]!;
    if (this.kind === 1) return Math.abs(da) + Math.abs(db);
    if (this.kind === 2) return Math.sqrt(da * da + db * db);
    const sinLat = Math.sin(da / 2);
    const sinLng = Math.sin(db / 2);
    const h = sinLat * sinLat + Math.cos(this.a[from]!) * Math.cos(this.a[to]!) * sinLng * sinLng;
    return Math.round(this.scale * Math.asin(Math.min(1, Math.sqrt(h))));
  }

  seconds(from: number, to: number): number {
    return this.pace === 0 ? this.seconds_[from * this.size + to]! : this.distance(from, to) * this.pace;
  }
}
