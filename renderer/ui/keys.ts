import { useEffect, useRef } from 'react'

/** True while the person is writing: then letters belong to the field. */
function isTyping(target: Element): boolean {
  return target.matches('input, textarea, select') || (target instanceof HTMLElement && target.isContentEditable)
}

/** True on something the space bar presses by itself. */
export function isPressable(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, label') !== null
}

/**
 * The key as a command, lower case, or null where it is none: with a modifier, while writing, or in a menu, which lies
 * outside the popover's own element.
 */
function commandKey(event: KeyboardEvent): string | null {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return null
  if (!(target instanceof Element) || isTyping(target)) return null
  return target === document.body || target.closest('.pop') ? event.key.toLowerCase() : null
}

/**
 * Runs the view's commands, wherever in it the focus is, or nowhere. `run` answers whether the key was one of them; such
 * a key goes no further, so that a list neither scrolls nor presses a row on the space bar.
 */
export function useCommands(run: (command: string, event: KeyboardEvent) => boolean): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = commandKey(event)
      if (command === null || !latest.current(command, event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

// The view that came last is asked first: it lies in front of, or within, those before it.
const steps: (() => boolean)[] = []

function onEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  if (steps.findLast((step) => step())) event.preventDefault()
}

/**
 * Takes a step back when Escape was pressed and nothing nearer, such as an open menu, took it. `run` answers whether there
 * was a step to take; where not, whoever came before is asked. `isLast`: asked when nobody else took it.
 */
export function useEscape(run: () => boolean, isLast = false): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const step = (): boolean => latest.current()
    if (steps.length === 0) document.addEventListener('keydown', onEscape)
    if (isLast) steps.unshift(step)
    else steps.push(step)
    return () => {
      steps.splice(steps.indexOf(step), 1)
      if (steps.length === 0) document.removeEventListener('keydown', onEscape)
    }
  }, [isLast])
}
