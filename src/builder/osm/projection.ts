/**
 * The local metric frame of a city: x east and y north of an origin, metres (equirectangular projection with the
 * radii of curvature of the WGS84 ellipsoid at the origin). From + - · / and square root only: same bits everywhere.
 */
import { cosDegrees, sinDegrees } from "../../base/exact.js";

const RADIANS_PER_DEGREE = Math.PI / 180;
/** WGS84: semi-major axis, m, and first eccentricity squared. */
const SEMI_MAJOR = 6_378_137;
const ECCENTRICITY_2 = 0.006694379990141316;

/** A local frame around an origin in degrees. */
export interface Projection {
  readonly lon: number;
  readonly lat: number;
  readonly metresPerDegreeLon: number;
  readonly metresPerDegreeLat: number;
  x(lon: number): number;
  y(lat: number): number;
}

/**
 * The frame around an origin (degrees, |lat| < 90). East-west lengths at a distance d north of the origin are off by
 * the share tan(lat)·d / 6,371 km: at 37.5° and 20 km 0.24 %. North-south lengths are off by less than 0.01 % there.
 */
export function projectionAround(lon: number, lat: number): Projection {
  const sin = sinDegrees(lat);
  const w2 = 1 - ECCENTRICITY_2 * sin * sin;
  const w = Math.sqrt(w2);
  const meridian = (SEMI_MAJOR * (1 - ECCENTRICITY_2)) / (w2 * w);
  const primeVertical = SEMI_MAJOR / w;
  const metresPerDegreeLat = meridian * RADIANS_PER_DEGREE;
  const metresPerDegreeLon = primeVertical * cosDegrees(lat) * RADIANS_PER_DEGREE;
  return {
    lon,
    lat,
    metresPerDegreeLon,
    metresPerDegreeLat,
    x: (degrees) => (degrees - lon) * metresPerDegreeLon,
    y: (degrees) => (degrees - lat) * metresPerDegreeLat,
  };
}

/** Largest share by which an east-west length within `reach` m north or south of the origin is off. */
export function projectionError({ lat }: Projection, reach: number): number {
  return (Math.abs(sinDegrees(lat)) / cosDegrees(lat)) * (reach / 6_371_000);
}
