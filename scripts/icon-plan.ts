// Which images are rendered from which drawing, and at what size.

/** One image file: a PNG of one size, or an ICO of several. Paths are relative to assets/, sizes in pixels. */
export interface PlannedImage {
  output: string
  parts: readonly { source: string; size: number }[]
}

/** A menu bar image is 18 points high; macOS picks the @2x file on a Retina display by its name. */
const templateSizes = { '': 18, '@2x': 36 }

/** Linux panels are 16 to 32 pixels high. Electron hands them the largest file only, and they scale it down. */
const panelSizes = { '': 22, '@2x': 44 }

/** What the notification area asks for at 100, 125, 150, 200, 300 and 400 % scaling. */
const notificationAreaSizes = [16, 20, 24, 32, 48, 64]

/** Sizes of the application icon; under 48 pixels the simpler drawing stays legible. */
const applicationSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

function applicationImage(output: string, sizes: readonly number[]): PlannedImage {
  return { output, parts: sizes.map((size) => ({ source: size < 48 ? 'app/app-small.svg' : 'app/app.svg', size })) }
}

function trayImages(source: string): PlannedImage[] {
  const name = source.replace(/\.svg$/, '')
  const isTemplate = name.endsWith('Template')
  const images = Object.entries(isTemplate ? templateSizes : panelSizes).map(([suffix, size]) => ({
    output: `${name}${suffix}.png`,
    parts: [{ source, size }],
  }))
  if (isTemplate) return images
  return [...images, { output: `${name}.ico`, parts: notificationAreaSizes.map((size) => ({ source, size })) }]
}

/** Every image to render, given the drawings that exist in assets/tray and assets/notify (names only). */
export function planImages(tray: readonly string[], notify: readonly string[]): PlannedImage[] {
  return [
    ...tray.flatMap((name) => trayImages(`tray/${name}`)),
    ...notify.map((name) => ({
      output: `notify/${name.replace(/\.svg$/, '.png')}`,
      parts: [{ source: `notify/${name}`, size: 128 }],
    })),
    ...applicationSizes.map((size) => applicationImage(`app/${size}x${size}.png`, [size])),
    applicationImage(
      'app/app.ico',
      applicationSizes.filter((size) => size <= 256),
    ),
  ]
}
