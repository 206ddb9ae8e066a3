{const sound=document.querySelector("audio"),box=document.querySelector("label"),turns=[...document.querySelectorAll("li")],plain=s=>s.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase();
box.hidden=false;
box.oninput=e=>{const q=plain(e.target.value.trim());for(const t of turns)t.hidden=!!q&&!plain(t.textContent).includes(q)};
if(sound)document.querySelector("ol").onclick=e=>{const at=e.target.dataset.ms;if(at){sound.currentTime=at/1000;sound.play()}}}
