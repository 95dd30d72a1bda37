const chunk = (value: number): string => {
  let left = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  while (left >= 0x20) {
    text += String.fromCharCode((0x20 | (left & 0x1f)) + 63);
    left >>= 5;
  }
  return text + String.fromCharCode(left + 63);
};

/** Maps a line, longitude and latitude interleaved, to Google's encoded polyline of five decimals. */
export const encodePolyline = (line: ArrayLike<number>): string => {
  let text = "";
  let [lat, lng] = [0, 0];
  for (let i = 0; i + 1 < line.length; i += 2) {
    const nextLng = Math.round((line[i] ?? 0) * 1e5);
    const nextLat = Math.round((line[i + 1] ?? 0) * 1e5);
    text += chunk(nextLat - lat) + chunk(nextLng - lng);
    [lat, lng] = [nextLat, nextLng];
  }
  return text;
};
