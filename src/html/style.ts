/** How a page looks, light and dark; a choice on the page goes before the reader's preference. */
export const STYLE = `
:root{color-scheme:light dark;--paper:light-dark(#fff,#0d1117);--ink:light-dark(#1f2328,#f0f6fc);
--muted:light-dark(#59636e,#9aa3ad);--line:light-dark(#d1d9e0,#3d444d);--pale:light-dark(#f3f5f7,#161b22);
--link:light-dark(#0b57c4,#79b0ff);--mark:light-dark(#fff4ce,#3a2f0b);--focus:light-dark(#0b57c4,#79b0ff)}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;
font:16px/1.55 system-ui,-apple-system,'Segoe UI','Noto Sans','Liberation Sans',Helvetica,Arial,sans-serif}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding-top:.9rem;color:var(--muted);font-size:.9rem}
main{padding-bottom:4rem}
h1{font-size:1.7rem;line-height:1.25;margin:.6rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
h3,h4{font-size:1.05rem;margin:1.5rem 0 .4rem}
p,ul{margin:.6rem 0}a{color:var(--link)}
.answer{font-size:1.15rem;font-weight:600}
.warning{background:var(--mark);border-left:4px solid #b07f00;padding:.5rem .8rem}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--pale);padding:.08em .3em;border-radius:4px;overflow-wrap:anywhere}
pre{background:var(--pale);padding:.8rem;overflow:auto;border-radius:6px}pre code{padding:0;background:none}
.wide{overflow-x:auto}td code{overflow-wrap:normal;white-space:nowrap}
table{border-collapse:collapse;font-size:.93rem;margin:.4rem 0}
th,td{padding:.35rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{border-bottom:2px solid var(--line)}
.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th button{all:unset;cursor:pointer;font-weight:600}th button::after{content:'';color:var(--muted);padding-left:.3em}
th[aria-sort=ascending] button::after{content:'▲'}th[aria-sort=descending] button::after{content:'▼'}
figure{margin:1rem 0}img{max-width:100%;height:auto}figcaption{color:var(--muted);font-size:.9rem}
details{margin:.8rem 0;border:1px solid var(--line);border-radius:6px;padding:.3rem .8rem}
summary{cursor:pointer;font-weight:600}
button,.timeline label{font:inherit}
.tool{border:1px solid var(--line);background:var(--pale);color:var(--ink);border-radius:6px;padding:.25rem .7rem;cursor:pointer}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.timeline{border:1px solid var(--line);border-radius:8px;padding:.8rem;margin:1rem 0}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-bottom:.6rem;font-size:.92rem}
.tools .swatch{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em;vertical-align:-.05em}
.timeline .view{overflow-x:auto}.timeline svg{display:block;width:100%;min-width:40rem;touch-action:pan-y}
.timeline svg text{fill:var(--ink);font-size:12px}.timeline svg .quiet{fill:var(--muted)}
.timeline svg .bar[data-on]{stroke:var(--ink);stroke-width:2}
.told{min-height:3.2em;margin-top:.5rem;font-size:.95rem;font-variant-numeric:tabular-nums}
.told .hint{color:var(--muted)}
@media print{header button,.tools,.told{display:none}main{max-width:none}.timeline{border:0;padding:0}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`
