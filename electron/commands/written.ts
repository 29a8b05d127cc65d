/** A stream that text can be written to. */
export interface TextStream {
  write(text: string, done: (error?: Error | null) => void): unknown
}

/** Resolves when the text is on its way: a process that ends earlier cuts a pipe off after 64 KiB. */
export function written(stream: TextStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}
