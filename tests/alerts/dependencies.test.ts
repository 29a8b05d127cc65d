import { describe, expect, it } from 'vitest'
import { dependencyFault, type Link, parentsOf } from '../../electron/alerts/dependencies.ts'

/** `a>b,c` depends on b and c. */
function links(text: string): Link[] {
  return text.split(' ').map((one) => {
    const [id = '', parents] = one.split('>')
    return { id, name: id.toUpperCase(), target: id, ...(parents ? { dependsOn: parents.split(',') } : {}) }
  })
}

function parents(text: string, id: string): string[] {
  const byId = new Map(links(text).map((link) => [link.id, link]))
  return parentsOf(id, (id) => byId.get(id)).map(({ id }) => id)
}

describe('what a target is reached through', () => {
  it.each([
    ['a', [], 'nothing'],
    ['a>b b', ['b'], 'one'],
    ['a>b b>c c', ['b', 'c'], 'near and far'],
    ['a>b,c b>d c>d d', ['b', 'c', 'd'], 'by two ways, once'],
    ['a>b,gone b', ['b'], 'one that is not in the list is passed over'],
    ['a>a', [], 'not itself'],
    ['a>b b>a', [], 'not one reached through it'],
    ['a>b b>c c>a,d d', ['d'], 'beyond a ring'],
    ['a>b b>c c>b', ['b', 'c'], 'a ring it is no part of'],
  ])('%s: %j, %s', (text, expected) => expect(parents(text, 'a')).toEqual(expected))

  it('may be a chain of ten thousand', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => `t${n}>t${n + 1}`).join(' ')
    expect(parents(chain, 't0')).toHaveLength(9999)
    expect(dependencyFault(links(chain))).toBeNull()
    expect(dependencyFault(links(`${chain} t10000>t0`))).toMatch(/^"T0" depends on "T1" depends on /)
  })
})

describe('a ring of dependencies', () => {
  it.each([
    ['a b', null],
    ['a>b b>c c', null],
    ['a>b,c b>d c>d d', null],
    ['a>gone', null],
    ['a>a', '"A" depends on itself; remove it from its own dependsOn'],
    ['a>b b>a', '"A" depends on "B" depends on "A"; remove one of these from dependsOn'],
    ['x>a a>b b>c c>a', '"A" depends on "B" depends on "C" depends on "A"; remove one of these from dependsOn'],
  ])('%s', (text, fault) => expect(dependencyFault(links(text))).toBe(fault))
})
