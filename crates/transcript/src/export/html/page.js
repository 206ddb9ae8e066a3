{const box=document.querySelector("label"),turns=[...document.querySelectorAll("li")],plain=s=>s.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase();
box.hidden=false;
box.oninput=e=>{const q=plain(e.target.value.trim());for(const t of turns)t.hidden=!!q&&!plain(t.textContent).includes(q)}}
