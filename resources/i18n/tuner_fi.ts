<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fi" sourcelanguage="en">
    <context>
        <name>actions</name>
        <message>
            <source>Open…</source>
            <translation>Avaa…</translation>
        </message>
        <message>
            <source>Save profile</source>
            <translation>Tallenna profiili</translation>
        </message>
        <message>
            <source>Save profile as…</source>
            <translation>Tallenna profiili nimellä…</translation>
        </message>
        <message>
            <source>Load profile…</source>
            <translation>Lataa profiili…</translation>
        </message>
        <message>
            <source>New profile</source>
            <translation>Uusi profiili</translation>
        </message>
        <message>
            <source>New from preset…</source>
            <translation>Uusi esiasetuksesta…</translation>
        </message>
        <message>
            <source>Save picture…</source>
            <translation>Tallenna kuva…</translation>
        </message>
        <message>
            <source>Screenshot…</source>
            <translation>Kuvakaappaus…</translation>
        </message>
        <message>
            <source>Reload</source>
            <translation>Lataa uudelleen</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Avaa kansio…</translation>
        </message>
        <message>
            <source>Shoot in the virtual lab…</source>
            <translation>Kuvaa virtuaalilaboratoriossa…</translation>
        </message>
        <message>
            <source>Next raw</source>
            <translation>Seuraava raakakuva</translation>
        </message>
        <message>
            <source>Previous raw</source>
            <translation>Edellinen raakakuva</translation>
        </message>
        <message>
            <source>Layout of the dump…</source>
            <translation>Dumpin rakenne…</translation>
        </message>
        <message>
            <source>Bin quad-Bayer 2 × 2</source>
            <translation>Yhdistä Quad-Bayer 2 × 2</translation>
        </message>
        <message>
            <source>Next frame</source>
            <translation>Seuraava kuvaruutu</translation>
        </message>
        <message>
            <source>Previous frame</source>
            <translation>Edellinen kuvaruutu</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Lopeta</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Kumoa</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Tee uudelleen</translation>
        </message>
        <message>
            <source>State made before</source>
            <translation>Aiemmin tehty tila</translation>
        </message>
        <message>
            <source>State made after</source>
            <translation>Myöhemmin tehty tila</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historia</translation>
        </message>
        <message>
            <source>Copy parameters</source>
            <translation>Kopioi parametrit</translation>
        </message>
        <message>
            <source>Paste parameters…</source>
            <translation>Liitä parametrit…</translation>
        </message>
        <message>
            <source>Find a parameter</source>
            <translation>Etsi parametri</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Olosuhteet</translation>
        </message>
        <message>
            <source>The file's condition</source>
            <translation>Tiedoston olosuhteet</translation>
        </message>
        <message>
            <source>Values under the condition…</source>
            <translation>Arvot näissä olosuhteissa…</translation>
        </message>
        <message>
            <source>Sweep…</source>
            <translation>Arvosarja…</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>Rinnakkain</translation>
        </message>
        <message>
            <source>Raw</source>
            <translation>Raaka</translation>
        </message>
        <message>
            <source>Processed</source>
            <translation>Käsitelty</translation>
        </message>
        <message>
            <source>Reference and processed</source>
            <translation>Vertailukuva ja käsitelty</translation>
        </message>
        <message>
            <source>Four panes</source>
            <translation>Neljä ruutua</translation>
        </message>
        <message>
            <source>Behind four stages</source>
            <translation>Neljän vaiheen jälkeen</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>Pyyhkäisy</translation>
        </message>
        <message>
            <source>Turn the wipe</source>
            <translation>Käännä pyyhkäisy</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Erotus</translation>
        </message>
        <message>
            <source>Kind of difference</source>
            <translation>Erotuksen laji</translation>
        </message>
        <message>
            <source>Amplify differences more</source>
            <translation>Vahvista erotusta enemmän</translation>
        </message>
        <message>
            <source>Amplify differences less</source>
            <translation>Vahvista erotusta vähemmän</translation>
        </message>
        <message>
            <source>Flicker</source>
            <translation>Välkytys</translation>
        </message>
        <message>
            <source>Without this stage</source>
            <translation>Ilman tätä vaihetta</translation>
        </message>
        <message>
            <source>Picture behind this stage</source>
            <translation>Kuva tämän vaiheen jälkeen</translation>
        </message>
        <message>
            <source>What this stage changes</source>
            <translation>Mitä tämä vaihe muuttaa</translation>
        </message>
        <message>
            <source>Take a snapshot</source>
            <translation>Ota tilannekuva</translation>
        </message>
        <message>
            <source>Restore snapshot</source>
            <translation>Palauta tilannekuva</translation>
        </message>
        <message>
            <source>Differing parameters…</source>
            <translation>Eroavat parametrit…</translation>
        </message>
        <message>
            <source>Compare with profile…</source>
            <translation>Vertaa profiiliin…</translation>
        </message>
        <message>
            <source>Compare with picture…</source>
            <translation>Vertaa kuvaan…</translation>
        </message>
        <message>
            <source>Link the panes</source>
            <translation>Kytke ruudut yhteen</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Sovita</translation>
        </message>
        <message>
            <source>1:1</source>
            <translation>1:1</translation>
        </message>
        <message>
            <source>2:1</source>
            <translation>2:1</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Lähennä</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Loitonna</translation>
        </message>
        <message>
            <source>Filmstrip</source>
            <translation>Filminauha</translation>
        </message>
        <message>
            <source>Pictures alone</source>
            <translation>Vain kuvat</translation>
        </message>
        <message>
            <source>Average in linear light</source>
            <translation>Keskiarvo lineaarisessa valossa</translation>
        </message>
        <message>
            <source>Display profile…</source>
            <translation>Näytön profiili…</translation>
        </message>
        <message>
            <source>Display sRGB</source>
            <translation>Näyttö sRGB</translation>
        </message>
        <message>
            <source>CFA colours</source>
            <translation>CFA-värit</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>Harmaa</translation>
        </message>
        <message>
            <source>R plane</source>
            <translation>R-taso</translation>
        </message>
        <message>
            <source>Gr plane</source>
            <translation>Gr-taso</translation>
        </message>
        <message>
            <source>Gb plane</source>
            <translation>Gb-taso</translation>
        </message>
        <message>
            <source>B plane</source>
            <translation>B-taso</translation>
        </message>
        <message>
            <source>Raw view brighter</source>
            <translation>Raakanäkymä kirkkaammaksi</translation>
        </message>
        <message>
            <source>Raw view darker</source>
            <translation>Raakanäkymä tummemmaksi</translation>
        </message>
        <message>
            <source>Scopes</source>
            <translation>Mittakuvaajat</translation>
        </message>
        <message>
            <source>Next scope</source>
            <translation>Seuraava kuvaaja</translation>
        </message>
        <message>
            <source>Logarithmic scopes</source>
            <translation>Logaritmiset mittarit</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>Alueet</translation>
        </message>
        <message>
            <source>Draw a region</source>
            <translation>Piirrä alue</translation>
        </message>
        <message>
            <source>Probe</source>
            <translation>Mittapiste</translation>
        </message>
        <message>
            <source>Pin the probe</source>
            <translation>Kiinnitä mittapiste</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>Luuppi</translation>
        </message>
        <message>
            <source>Loupe closer</source>
            <translation>Luuppi lähemmäs</translation>
        </message>
        <message>
            <source>Inspection point 1</source>
            <translation>Tarkastuspiste 1</translation>
        </message>
        <message>
            <source>Inspection point 2</source>
            <translation>Tarkastuspiste 2</translation>
        </message>
        <message>
            <source>Inspection point 3</source>
            <translation>Tarkastuspiste 3</translation>
        </message>
        <message>
            <source>Inspection point 4</source>
            <translation>Tarkastuspiste 4</translation>
        </message>
        <message>
            <source>Inspection point 5</source>
            <translation>Tarkastuspiste 5</translation>
        </message>
        <message>
            <source>Inspection point 6</source>
            <translation>Tarkastuspiste 6</translation>
        </message>
        <message>
            <source>Inspection point 7</source>
            <translation>Tarkastuspiste 7</translation>
        </message>
        <message>
            <source>Inspection point 8</source>
            <translation>Tarkastuspiste 8</translation>
        </message>
        <message>
            <source>Keep inspection point 1</source>
            <translation>Talleta tarkastuspiste 1</translation>
        </message>
        <message>
            <source>Keep inspection point 2</source>
            <translation>Talleta tarkastuspiste 2</translation>
        </message>
        <message>
            <source>Keep inspection point 3</source>
            <translation>Talleta tarkastuspiste 3</translation>
        </message>
        <message>
            <source>Keep inspection point 4</source>
            <translation>Talleta tarkastuspiste 4</translation>
        </message>
        <message>
            <source>Keep inspection point 5</source>
            <translation>Talleta tarkastuspiste 5</translation>
        </message>
        <message>
            <source>Keep inspection point 6</source>
            <translation>Talleta tarkastuspiste 6</translation>
        </message>
        <message>
            <source>Keep inspection point 7</source>
            <translation>Talleta tarkastuspiste 7</translation>
        </message>
        <message>
            <source>Keep inspection point 8</source>
            <translation>Talleta tarkastuspiste 8</translation>
        </message>
        <message>
            <source>Raw clipping</source>
            <translation>Raakakuvan leikkautuminen</translation>
        </message>
        <message>
            <source>Output clipping</source>
            <translation>Lopputuloksen leikkautuminen</translation>
        </message>
        <message>
            <source>Zebra</source>
            <translation>Seepra</translation>
        </message>
        <message>
            <source>Focus peaking</source>
            <translation>Terävyyden korostus</translation>
        </message>
        <message>
            <source>Defect map</source>
            <translation>Vikakartta</translation>
        </message>
        <message>
            <source>Noise map</source>
            <translation>Kohinakartta</translation>
        </message>
        <message>
            <source>Dark surround</source>
            <translation>Tumma ympäristö</translation>
        </message>
        <message>
            <source>Middle grey surround</source>
            <translation>Keskiharmaa ympäristö</translation>
        </message>
        <message>
            <source>White surround</source>
            <translation>Valkoinen ympäristö</translation>
        </message>
        <message>
            <source>Black surround</source>
            <translation>Musta ympäristö</translation>
        </message>
        <message>
            <source>Preferences…</source>
            <translation>Asetukset…</translation>
        </message>
        <message>
            <source>Keyboard shortcuts…</source>
            <translation>Pikanäppäimet…</translation>
        </message>
        <message>
            <source>Read the whole message</source>
            <translation>Lue koko viesti</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Komentovalikko</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Pikanäppäinluettelo</translation>
        </message>
    </context>
    <context>
        <name>groups</name>
        <message>
            <source>File</source>
            <translation>Tiedosto</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Muokkaus</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Näkymä</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vertailu</translation>
        </message>
        <message>
            <source>Raw view</source>
            <translation>Raakanäkymä</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Mittaus</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Ikkuna</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ohje</translation>
        </message>
        <message>
            <source>In the panes</source>
            <translation>Kuvaruuduissa</translation>
        </message>
        <message>
            <source>Sensor</source>
            <translation>Kenno</translation>
        </message>
        <message>
            <source>mosaic · linear</source>
            <translation>mosaiikki · lineaarinen</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation>Kohde</translation>
        </message>
        <message>
            <source>camera RGB · linear</source>
            <translation>kameran RGB · lineaarinen</translation>
        </message>
        <message>
            <source>Display</source>
            <translation>Näyttö</translation>
        </message>
        <message>
            <source>linear to coded RGB</source>
            <translation>lineaarinen → koodattu RGB</translation>
        </message>
        <message>
            <source>Luma · chroma</source>
            <translation>Luma · kroma</translation>
        </message>
        <message>
            <source>Y′CbCr</source>
            <translation>Y′CbCr</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Kuva</translation>
        </message>
        <message>
            <source>coded RGB, 0 to 1</source>
            <translation>koodattu RGB, 0–1</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Suosikit</translation>
        </message>
        <message>
            <source>of all stages</source>
            <translation>kaikista vaiheista</translation>
        </message>
    </context>
    <context>
        <name>gestures</name>
        <message>
            <source>Wheel</source>
            <translation>Rulla</translation>
        </message>
        <message>
            <source>Zoom at the pointer</source>
            <translation>Zoomaa osoittimen kohdalla</translation>
        </message>
        <message>
            <source>Drag, arrow keys</source>
            <translation>Veto, nuolinäppäimet</translation>
        </message>
        <message>
            <source>Move the picture</source>
            <translation>Siirrä kuvaa</translation>
        </message>
        <message>
            <source>Alt and drag, Ctrl and arrow keys</source>
            <translation>Alt ja veto, Ctrl ja nuolinäppäimet</translation>
        </message>
        <message>
            <source>Move one picture, or the edge of a wipe</source>
            <translation>Siirrä yhtä kuvaa tai pyyhkäisyn reunaa</translation>
        </message>
        <message>
            <source>Click a name, right click</source>
            <translation>Nimen napsautus, hiiren oikea painike</translation>
        </message>
        <message>
            <source>Another picture in its place</source>
            <translation>Toinen kuva sen tilalle</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Kaksoisnapsautus</translation>
        </message>
        <message>
            <source>Fit or 1:1</source>
            <translation>Sovita tai 1:1</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Leave region or eyedropper</source>
            <translation>Poistu alueen tai pipetin valinnasta</translation>
        </message>
    </context>
    <context>
        <name>stages</name>
        <message>
            <source>Black level</source>
            <translation>Mustan taso</translation>
        </message>
        <message>
            <source>Linearization</source>
            <translation>Linearisointi</translation>
        </message>
        <message>
            <source>Defects</source>
            <translation>Vialliset pikselit</translation>
        </message>
        <message>
            <source>Green balance</source>
            <translation>Vihreiden tasapaino</translation>
        </message>
        <message>
            <source>Raw denoise</source>
            <translation>Raakakuvan kohinanpoisto</translation>
        </message>
        <message>
            <source>Lens shading</source>
            <translation>Linssivarjostuma</translation>
        </message>
        <message>
            <source>White balance</source>
            <translation>Valkotasapaino</translation>
        </message>
        <message>
            <source>Demosaic</source>
            <translation>Mosaiikin purku</translation>
        </message>
        <message>
            <source>Monochrome</source>
            <translation>Mustavalko</translation>
        </message>
        <message>
            <source>Highlights</source>
            <translation>Huippuvalot</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Valotus</translation>
        </message>
        <message>
            <source>Colour matrix</source>
            <translation>Värimatriisi</translation>
        </message>
        <message>
            <source>Local tone</source>
            <translation>Paikallinen sävy</translation>
        </message>
        <message>
            <source>Tone curve</source>
            <translation>Sävykäyrä</translation>
        </message>
        <message>
            <source>Encode</source>
            <translation>Koodaus</translation>
        </message>
        <message>
            <source>Luma and chroma</source>
            <translation>Luma ja kroma</translation>
        </message>
        <message>
            <source>Luma denoise</source>
            <translation>Luman kohinanpoisto</translation>
        </message>
        <message>
            <source>Chroma denoise</source>
            <translation>Kroman kohinanpoisto</translation>
        </message>
        <message>
            <source>Sharpen</source>
            <translation>Terävöinti</translation>
        </message>
        <message>
            <source>Local contrast</source>
            <translation>Paikallinen kontrasti</translation>
        </message>
        <message>
            <source>Colour adjust</source>
            <translation>Värien säätö</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ulostulo</translation>
        </message>
    </context>
    <context>
        <name>parameters</name>
        <message>
            <source>Source</source>
            <translation>Lähde</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Punainen</translation>
        </message>
        <message>
            <source>Green R</source>
            <translation>Vihreä R</translation>
        </message>
        <message>
            <source>Green B</source>
            <translation>Vihreä B</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Sininen</translation>
        </message>
        <message>
            <source>White</source>
            <translation>Valkotaso</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>Kyllästys</translation>
        </message>
        <message>
            <source>Saturation red</source>
            <translation>Kyllästys punainen</translation>
        </message>
        <message>
            <source>Saturation green</source>
            <translation>Kyllästys vihreä</translation>
        </message>
        <message>
            <source>Saturation blue</source>
            <translation>Kyllästys sininen</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>Käyrä</translation>
        </message>
        <message>
            <source>Hot</source>
            <translation>Kuumat</translation>
        </message>
        <message>
            <source>Cold</source>
            <translation>Kylmät</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Kynnys</translation>
        </message>
        <message>
            <source>Relative</source>
            <translation>Suhteellinen</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>Suojaus</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Voimakkuus</translation>
        </message>
        <message>
            <source>A</source>
            <translation>A</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Tila</translation>
        </message>
        <message>
            <source>K2</source>
            <translation>K2</translation>
        </message>
        <message>
            <source>K4</source>
            <translation>K4</translation>
        </message>
        <message>
            <source>K6</source>
            <translation>K6</translation>
        </message>
        <message>
            <source>Gains</source>
            <translation>Vahvistukset</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Värilämpötila</translation>
        </message>
        <message>
            <source>Tint</source>
            <translation>Sävytys</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Menetelmä</translation>
        </message>
        <message>
            <source>Domain</source>
            <translation>Laskenta-alue</translation>
        </message>
        <message>
            <source>Knee</source>
            <translation>Taitekohta</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Raja</translation>
        </message>
        <message>
            <source>EV</source>
            <translation>EV</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Perustaso</translation>
        </message>
        <message>
            <source>Baseline EV</source>
            <translation>Perustaso EV</translation>
        </message>
        <message>
            <source>Matrix</source>
            <translation>Matriisi</translation>
        </message>
        <message>
            <source>Keep white</source>
            <translation>Säilytä valkoinen</translation>
        </message>
        <message>
            <source>Primaries</source>
            <translation>Päävärit</translation>
        </message>
        <message>
            <source>Shadows</source>
            <translation>Varjot</translation>
        </message>
        <message>
            <source>Highlights</source>
            <translation>Huippuvalot</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Koko</translation>
        </message>
        <message>
            <source>Base</source>
            <translation>Peruskäyrä</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrasti</translation>
        </message>
        <message>
            <source>Toe</source>
            <translation>Jalka</translation>
        </message>
        <message>
            <source>Shoulder</source>
            <translation>Olka</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>Musta</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Siirtokäyrä</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standardi</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Kohina</translation>
        </message>
        <message>
            <source>Radius</source>
            <translation>Säde</translation>
        </message>
        <message>
            <source>Sigmas</source>
            <translation>Sigmoja</translation>
        </message>
        <message>
            <source>Edge</source>
            <translation>Reuna</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>Määrä</translation>
        </message>
        <message>
            <source>Sigma</source>
            <translation>Sigma</translation>
        </message>
        <message>
            <source>Overshoot</source>
            <translation>Ylitys</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>Alueet</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>Sävykulma</translation>
        </message>
    </context>
    <context>
        <name>choices</name>
        <message>
            <source>file</source>
            <translation>tiedosto</translation>
        </message>
        <message>
            <source>manual</source>
            <translation>käsin</translation>
        </message>
        <message>
            <source>radial</source>
            <translation>säteittäinen</translation>
        </message>
        <message>
            <source>grid</source>
            <translation>ruudukko</translation>
        </message>
        <message>
            <source>gains</source>
            <translation>vahvistukset</translation>
        </message>
        <message>
            <source>temperature</source>
            <translation>värilämpötila</translation>
        </message>
        <message>
            <source>bilinear</source>
            <translation>bilineaarinen</translation>
        </message>
        <message>
            <source>malvar</source>
            <translation>Malvar</translation>
        </message>
        <message>
            <source>gradient</source>
            <translation>gradientti</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>lineaarinen</translation>
        </message>
        <message>
            <source>root</source>
            <translation>neliöjuuri</translation>
        </message>
        <message>
            <source>clip</source>
            <translation>leikkaa</translation>
        </message>
        <message>
            <source>reconstruct</source>
            <translation>rekonstruoi</translation>
        </message>
        <message>
            <source>off</source>
            <translation>pois</translation>
        </message>
        <message>
            <source>rec709</source>
            <translation>Rec. 709</translation>
        </message>
        <message>
            <source>display p3</source>
            <translation>Display P3</translation>
        </message>
        <message>
            <source>rec2020</source>
            <translation>Rec. 2020</translation>
        </message>
        <message>
            <source>channel</source>
            <translation>kanavittain</translation>
        </message>
        <message>
            <source>luminance</source>
            <translation>luminanssi</translation>
        </message>
        <message>
            <source>srgb</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <source>gamma22</source>
            <translation>gamma 2,2</translation>
        </message>
        <message>
            <source>601</source>
            <translation>601</translation>
        </message>
        <message>
            <source>709</source>
            <translation>709</translation>
        </message>
        <message>
            <source>bilateral</source>
            <translation>bilateraalinen</translation>
        </message>
        <message>
            <source>nlm</source>
            <translation>NLM</translation>
        </message>
    </context>
    <context>
        <name>parameters local_tone</name>
        <message>
            <source>Edge</source>
            <translation>Reunakynnys</translation>
        </message>
    </context>
    <context>
        <name>parameters tone_curve</name>
        <message>
            <source>White</source>
            <translation>Valkoinen</translation>
        </message>
    </context>
    <context>
        <name>parameters color_adjust</name>
        <message>
            <source>Saturation</source>
            <translation>Värikylläisyys</translation>
        </message>
    </context>
    <context>
        <name>solvers</name>
        <message>
            <source>Black from masked columns</source>
            <translation>Musta peitetyistä sarakkeista</translation>
        </message>
        <message>
            <source>Find saturation level</source>
            <translation>Etsi kyllästystaso</translation>
        </message>
        <message>
            <source>Grey world</source>
            <translation>Harmaa maailma</translation>
        </message>
        <message>
            <source>Grey region</source>
            <translation>Harmaa alue</translation>
        </message>
        <message>
            <source>Auto exposure</source>
            <translation>Automaattivalotus</translation>
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>Start</source>
            <translation>Alku</translation>
        </message>
        <message>
            <source>Paste parameters</source>
            <translation>Liitä parametrit</translation>
        </message>
        <message>
            <source>Reset {name}</source>
            <translation>Palautus: {name}</translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation>Avaus: {name}</translation>
        </message>
        <message>
            <source>Load {name}</source>
            <translation>Lataus: {name}</translation>
        </message>
        <message>
            <source>Snapshot {name}</source>
            <translation>Tilannekuva {name}</translation>
        </message>
        <message>
            <source>Sweep {name}</source>
            <translation>Arvosarja {name}</translation>
        </message>
        <message>
            <source>Table over ISO</source>
            <translation>Taulukko ISOn mukaan</translation>
        </message>
        <message>
            <source>Table over CCT</source>
            <translation>Taulukko värilämpötilan mukaan</translation>
        </message>
        <message>
            <source>Table over Lux</source>
            <translation>Taulukko valaistuksen mukaan</translation>
        </message>
        <message>
            <source>New knot</source>
            <translation>Uusi solmu</translation>
        </message>
        <message>
            <source>Knot removed</source>
            <translation>Solmu poistettu</translation>
        </message>
        <message>
            <source>Back to the layer below</source>
            <translation>Takaisin alempaan kerrokseen</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>Yhdistä</translation>
        </message>
        <message>
            <source>Default condition</source>
            <translation>Oletusolosuhteet</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>Merge</source>
            <translation>Yhdistä</translation>
        </message>
        <message>
            <source>Reload</source>
            <translation>Lataa uudelleen</translation>
        </message>
        <message>
            <source>Overwrite</source>
            <translation>Korvaa</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Tallenna nimellä…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Peruuta</translation>
        </message>
        <message>
            <source>Give back</source>
            <translation>Palauta</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Hylkää</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Myöhemmin</translation>
        </message>
        <message>
            <source>ISO</source>
            <translation>ISO</translation>
        </message>
        <message>
            <source>CCT</source>
            <translation>CCT</translation>
        </message>
        <message>
            <source>Lux</source>
            <translation>Luksit</translation>
        </message>
        <message>
            <source>Raw file</source>
            <translation>Raakatiedosto</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Muoto</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Kuvausolosuhteet</translation>
        </message>
        <message>
            <source>Probe</source>
            <translation>Mittapiste</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Eteneminen</translation>
        </message>
        <message>
            <source>Compiling</source>
            <translation>Käännetään</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Suurennus</translation>
        </message>
        <message>
            <source>Exactness</source>
            <translation>Tarkkuus</translation>
        </message>
        <message>
            <source>Render time</source>
            <translation>Laskenta-aika</translation>
        </message>
        <message>
            <source>Picture size</source>
            <translation>Kuvan koko</translation>
        </message>
        <message>
            <source>Cache</source>
            <translation>Välimuisti</translation>
        </message>
        <message>
            <source>Display profile</source>
            <translation>Näytön profiili</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Viesti</translation>
        </message>
        <message>
            <source>Dismiss the message</source>
            <translation>Sulje viesti</translation>
        </message>
        <message>
            <source>on</source>
            <translation>päällä</translation>
        </message>
        <message>
            <source>menu</source>
            <translation>valikko</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>Tallentamattomia muutoksia</translation>
        </message>
        <message>
            <source>Changed on disk</source>
            <translation>Muuttunut levyllä</translation>
        </message>
        <message>
            <source>Unsaved work</source>
            <translation>Tallentamaton työ</translation>
        </message>
        <message>
            <source>On disk → here:</source>
            <translation>Levyllä → tässä:</translation>
        </message>
        <message>
            <source>Nothing differs.</source>
            <translation>Mikään ei eroa.</translation>
        </message>
        <message>
            <source>Differences between tunings</source>
            <translation>Säätöjen erot</translation>
        </message>
        <message>
            <source>Differing parameters</source>
            <translation>Eroavat parametrit</translation>
        </message>
        <message>
            <source>First tuning</source>
            <translation>Ensimmäiset säädöt</translation>
        </message>
        <message>
            <source>Second tuning</source>
            <translation>Toiset säädöt</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopioi</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Sulje</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Vaihe</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>Parametri</translation>
        </message>
        <message>
            <source>Paste from {name}…</source>
            <translation>Liitä: {name}…</translation>
        </message>
        <message>
            <source>table</source>
            <translation>taulukko</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Avaa</translation>
        </message>
        <message>
            <source>Filmstrip</source>
            <translation>Filminauha</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>Kuvaruutu</translation>
        </message>
        <message>
            <source>frame {number} of {count}</source>
            <translation>kuvaruutu {number} / {count}</translation>
        </message>
        <message>
            <source>current state</source>
            <translation>nykyinen tila</translation>
        </message>
        <message>
            <source>Press the new key</source>
            <translation>Paina uutta näppäintä</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>Uusi näppäin</translation>
        </message>
        <message>
            <source>Find an action or a key</source>
            <translation>Etsi toimintoa tai näppäintä</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>Toiminnot ja niiden näppäimet</translation>
        </message>
        <message>
            <source>In force at once, and remembered.</source>
            <translation>Voimassa heti ja muistetaan.</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Palauta</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Palauta kaikki</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Ryhmä</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Toiminto</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Näppäin</translation>
        </message>
        <message>
            <source>Built in</source>
            <translation>Vakio</translation>
        </message>
        <message>
            <source>knots</source>
            <translation>solmut</translation>
        </message>
        <message>
            <source>Noise-free picture as well</source>
            <translation>Myös kohinaton kuva</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation>Kohde</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Lens</source>
            <translation>Linssi</translation>
        </message>
        <message>
            <source>Burst</source>
            <translation>Sarja</translation>
        </message>
        <message>
            <source>Shoot…</source>
            <translation>Kuvaa…</translation>
        </message>
        <message>
            <source>Curve over the condition</source>
            <translation>Käyrä olosuhteiden mukaan</translation>
        </message>
        <message>
            <source>Axis</source>
            <translation>Akseli</translation>
        </message>
        <message>
            <source>A few letters of an action</source>
            <translation>Muutama kirjain toiminnon nimestä</translation>
        </message>
        <message>
            <source>Actions found</source>
            <translation>Löytyneet toiminnot</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Kieli</translation>
        </message>
        <message>
            <source>Size of text and controls</source>
            <translation>Tekstin ja säätimien koko</translation>
        </message>
        <message>
            <source>Both count when the window is opened again.</source>
            <translation>Molemmat tulevat voimaan, kun ikkuna avataan uudelleen.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Järjestelmän mukaan</translation>
        </message>
        <message>
            <source>Compare…</source>
            <translation>Vertaa…</translation>
        </message>
        <message>
            <source>What is being done</source>
            <translation>Mitä tehdään</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Pysäytä</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>Tilannekuvat</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profiili</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Tallenna</translation>
        </message>
        <message>
            <source>All actions</source>
            <translation>Kaikki toiminnot</translation>
        </message>
        <message>
            <source>Raw view gain</source>
            <translation>Raakanäkymän vahvistus</translation>
        </message>
        <message>
            <source>Present</source>
            <translation>Nykyiset</translation>
        </message>
        <message>
            <source>Values under the condition</source>
            <translation>Arvot näissä olosuhteissa</translation>
        </message>
        <message>
            <source>Which parameters</source>
            <translation>Mitkä säädöt</translation>
        </message>
        <message>
            <source>{count} knots</source>
            <translation>{count} solmua</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>Ota käyttöön</translation>
        </message>
        <message>
            <source>compiling kernels {done}/{total}</source>
            <translation>käännetään ytimiä {done}/{total}</translation>
        </message>
        <message>
            <source>display {name}</source>
            <translation>näyttö {name}</translation>
        </message>
        <message>
            <source>fit</source>
            <translation>sovitettu</translation>
        </message>
        <message>
            <source>off</source>
            <translation>pois</translation>
        </message>
        <message>
            <source>the same tuning</source>
            <translation>sama säätö</translation>
        </message>
        <message>
            <source>1 parameter differs</source>
            <translation>1 parametri eroaa</translation>
        </message>
        <message>
            <source>{count} parameters differ</source>
            <translation>{count} parametria eroaa</translation>
        </message>
        <message>
            <source>table over {axes} ({count})</source>
            <translation>taulukko: {axes} ({count})</translation>
        </message>
    </context>
    <context>
        <name>under</name>
        <message>
            <source>differs here</source>
            <translation>eroaa tässä</translation>
        </message>
        <message>
            <source>depends on the condition</source>
            <translation>riippuu olosuhteista</translation>
        </message>
        <message>
            <source>not the default</source>
            <translation>ei oletus</translation>
        </message>
        <message>
            <source>own layer</source>
            <translation>oma kerros</translation>
        </message>
        <message>
            <source>all</source>
            <translation>kaikki</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>Tässä</translation>
        </message>
        <message>
            <source>Default condition</source>
            <translation>Oletusolosuhteet</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>Mukaan</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Kerros</translation>
        </message>
        <message>
            <source>{count} of {all} parameters</source>
            <translation>{count}/{all} säätöä</translation>
        </message>
    </context>
    <context>
        <name>editors</name>
        <message>
            <source>row</source>
            <translation>rivi</translation>
        </message>
        <message>
            <source>column</source>
            <translation>sarake</translation>
        </message>
        <message>
            <source>knot {number} of {count}</source>
            <translation>solmu {number}/{count}</translation>
        </message>
        <message>
            <source>input levels</source>
            <translation>tulon tasot</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopioi</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Liitä</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Tuo…</translation>
        </message>
        <message>
            <source>{columns} × {rows} cells, mean</source>
            <translation>{columns} × {rows} solua, keskiarvo</translation>
        </message>
        <message>
            <source>Import a table</source>
            <translation>Tuo taulukko</translation>
        </message>
    </context>
    <context>
        <name>kinds</name>
        <message>
            <source>Raw files, profiles, pictures</source>
            <translation>Raakatiedostot, profiilit, kuvat</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profiilit</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Kuvat</translation>
        </message>
        <message>
            <source>ICC profiles</source>
            <translation>ICC-profiilit</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Taulukot</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>Kaikki tiedostot</translation>
        </message>
        <message>
            <source>PNG, 8 bit</source>
            <translation>PNG, 8 bittiä</translation>
        </message>
        <message>
            <source>PNG, 16 bit</source>
            <translation>PNG, 16 bittiä</translation>
        </message>
        <message>
            <source>TIFF, 8 bit</source>
            <translation>TIFF, 8 bittiä</translation>
        </message>
        <message>
            <source>TIFF, 16 bit</source>
            <translation>TIFF, 16 bittiä</translation>
        </message>
        <message>
            <source>TIFF, 32 bit float</source>
            <translation>TIFF, 32-bittinen liukuluku</translation>
        </message>
        <message>
            <source>JPEG</source>
            <translation>JPEG</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>language</source>
            <translation>kieli</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>koko</translation>
        </message>
        <message>
            <source>surround</source>
            <translation>ympäristö</translation>
        </message>
    </context>
    <context>
        <name>sweep</name>
        <message>
            <source>Noise</source>
            <translation>Kohina</translation>
        </message>
        <message>
            <source>Overshoot</source>
            <translation>Ylitys</translation>
        </message>
        <message>
            <source>DE2000</source>
            <translation>DE2000</translation>
        </message>
        <message>
            <source>320 × 240 in the middle</source>
            <translation>320 × 240 keskeltä</translation>
        </message>
        <message>
            <source>480 × 360 in the middle</source>
            <translation>480 × 360 keskeltä</translation>
        </message>
        <message>
            <source>960 × 720 in the middle</source>
            <translation>960 × 720 keskeltä</translation>
        </message>
        <message>
            <source>all that is seen</source>
            <translation>kaikki näkyvä</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ei mitään</translation>
        </message>
        <message>
            <source>parameter</source>
            <translation>parametri</translation>
        </message>
        <message>
            <source>from</source>
            <translation>alku</translation>
        </message>
        <message>
            <source>to</source>
            <translation>loppu</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>askeleeseen</translation>
        </message>
        <message>
            <source>values</source>
            <translation>arvot</translation>
        </message>
        <message>
            <source>in</source>
            <translation>jaettuna</translation>
        </message>
        <message>
            <source>fine detail of the crop</source>
            <translation>rajauksen hienot yksityiskohdat</translation>
        </message>
        <message>
            <source>in the flattest patch</source>
            <translation>tasaisimmassa kohdassa</translation>
        </message>
        <message>
            <source>Save sheet…</source>
            <translation>Tallenna arkki…</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>Vaakaan</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>Pystyyn</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>Tunnusluku</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Rajaus</translation>
        </message>
        <message>
            <source>Where noise is measured</source>
            <translation>Missä kohina mitataan</translation>
        </message>
        <message>
            <source>Tiles</source>
            <translation>Ruudut</translation>
        </message>
        <message>
            <source>Choose a parameter and its values; Sweep renders the crop once for each.</source>
            <translation>Valitse parametri ja sen arvot: rajaus lasketaan kerran jokaisella arvolla.</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Vertailukuva</translation>
        </message>
    </context>
    <context>
        <name>sentences</name>
        <message>
            <source>it is a folder</source>
            <translation>se on kansio</translation>
        </message>
        <message>
            <source>it is not a regular file</source>
            <translation>se ei ole tavallinen tiedosto</translation>
        </message>
        <message>
            <source>it is a folder, where a dump's sidecar would stand</source>
            <translation>se on kansio, vaikka paikka on dumpin sivutiedoston</translation>
        </message>
        <message>
            <source>it is not a regular file, where a dump's sidecar would stand</source>
            <translation>se ei ole tavallinen tiedosto, vaikka paikka on dumpin sivutiedoston</translation>
        </message>
        <message>
            <source>it is a link that leads nowhere</source>
            <translation>se on linkki, joka ei johda mihinkään</translation>
        </message>
        <message>
            <source>the file is write-protected</source>
            <translation>tiedosto on kirjoitussuojattu</translation>
        </message>
        <message>
            <source>no file can have this name</source>
            <translation>millään tiedostolla ei voi olla tätä nimeä</translation>
        </message>
        <message>
            <source>it is larger than {} MiB, too large for {}</source>
            <translation>se on yli {} MiB, liian suuri ({})</translation>
        </message>
        <message>
            <source>it cannot be written ({})</source>
            <translation>sitä ei voi kirjoittaa ({})</translation>
        </message>
        <message>
            <source>it belongs to {}, which is another shot</source>
            <translation>se kuuluu tiedostoon {}, joka on toinen otos</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>tiedostoa ei ole</translation>
        </message>
        <message>
            <source>you may not read it</source>
            <translation>sinulla ei ole oikeutta lukea sitä</translation>
        </message>
        <message>
            <source>it cannot be read ({})</source>
            <translation>sitä ei voi lukea ({})</translation>
        </message>
        <message>
            <source>holds {}, which is not supported yet</source>
            <translation>sisältää muodon ({}), jota ei vielä tueta</translation>
        </message>
        <message>
            <source>has no header of a raw file (it may be a bare sensor dump, whose geometry is not known)</source>
            <translation>siinä ei ole raakatiedoston otsaketta (se voi olla paljas kennovedos, jonka mittoja ei tunneta)</translation>
        </message>
        <message>
            <source>ends after {} bytes where {} x {} in {} takes {} bytes ({})</source>
            <translation>päättyy {} tavuun, vaikka {} x {} muodossa {} vie {} tavua ({})</translation>
        </message>
        <message>
            <source>holds {} bytes, {} more than expected: {} x {} in {} takes {} bytes ({})</source>
            <translation>sisältää {} tavua, {} odotettua enemmän: {} x {} muodossa {} vie {} tavua ({})</translation>
        </message>
        <message>
            <source>holds samples up to {}, more than the {} bits of its layout</source>
            <translation>sisältää arvoja {} asti, enemmän kuin rakenteen {} bittiä</translation>
        </message>
        <message>
            <source>A sensor dump states no white balance; gains of 1 are taken.</source>
            <translation>Kennodumppi ei ilmoita valkotasapainoa; käytetään vahvistuksia 1.</translation>
        </message>
        <message>
            <source>The depth is judged by the pixels: {} bits.</source>
            <translation>Bittisyvyys on arvioitu pikseleistä: {} bittiä.</translation>
        </message>
        <message>
            <source>Levels are judged by the pixels: black {}, white {}.</source>
            <translation>Tasot on arvioitu pikseleistä: musta {}, valkoinen {}.</translation>
        </message>
        <message>
            <source>Guessed, as neither flags, sidecar nor name say it ({} sure): {}.</source>
            <translation>Arvattu, koska valitsimet, sivutiedosto tai nimi eivät kerro (varmuus {}): {}.</translation>
        </message>
        <message>
            <source>The file holds {} frames; this is frame {}.</source>
            <translation>Tiedostossa on {} kuvaruutua; tämä on ruutu {}.</translation>
        </message>
        <message>
            <source>Quad-Bayer: remosaiced to {} x {} Bayer samples.</source>
            <translation>Quad-Bayer: muunnettu {} x {} Bayer-näytteeksi.</translation>
        </message>
        <message>
            <source>Quad-Bayer: binned 2x2 from {} x {} to {} x {}.</source>
            <translation>Quad-Bayer: yhdistetty 2x2, {} x {} → {} x {}.</translation>
        </message>
        <message>
            <source>X-Trans: binned from {} x {} to {} x {}, in which it is shown.</source>
            <translation>X-Trans: yhdistetty {} x {} → {} x {}, jossa se näytetään.</translation>
        </message>
        <message>
            <source>ends after {} bytes where it needs {} or more</source>
            <translation>loppuu {} tavun jälkeen, vaikka tarvitaan vähintään {}</translation>
        </message>
        <message>
            <source>its pixels are compressed with {}, which is not supported yet</source>
            <translation>sen pikselit on pakattu menetelmällä {}, jota ei vielä tueta</translation>
        </message>
        <message>
            <source>holds a picture of {} x {} pixels</source>
            <translation>sisältää kuvan, jossa on {} x {} pikseliä</translation>
        </message>
        <message>
            <source>claims {} x {} pixels, more than the {} megapixels that are opened</source>
            <translation>ilmoittaa {} x {} pikseliä, enemmän kuin avattavat {} megapikseliä</translation>
        </message>
        <message>
            <source>its pixels do not fit in memory</source>
            <translation>sen pikselit eivät mahdu muistiin</translation>
        </message>
        <message>
            <source>does not fit in memory</source>
            <translation>ei mahdu muistiin</translation>
        </message>
        <message>
            <source>it does not fit into memory</source>
            <translation>se ei mahdu muistiin</translation>
        </message>
        <message>
            <source>its pixels are damaged or cut short</source>
            <translation>sen pikselit ovat vioittuneet tai katkenneet</translation>
        </message>
        <message>
            <source>is a TIFF picture without raw pixels, or a raw of an unknown kind</source>
            <translation>on TIFF-kuva ilman raakapikseleitä tai tuntematon raakamuoto</translation>
        </message>
        <message>
            <source>is a video or HEIF picture, not a raw file</source>
            <translation>on video tai HEIF-kuva, ei raakatiedosto</translation>
        </message>
        <message>
            <source>is cut short or a raw of a kind that LibRaw does not know</source>
            <translation>on katkennut tai raakamuotoa, jota LibRaw ei tunne</translation>
        </message>
        <message>
            <source>is a {}, not a raw file</source>
            <translation>on {}, ei raakatiedosto</translation>
        </message>
        <message>
            <source>pictures cannot be written as '{}'</source>
            <translation>kuvia ei voi kirjoittaa muodossa ”{}”</translation>
        </message>
        <message>
            <source>this format holds at most {} pixels a side</source>
            <translation>tässä muodossa on enintään {} pikseliä sivua kohti</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>se on vioittunut</translation>
        </message>
        <message>
            <source>it is larger than {} MiB, too large for a profile</source>
            <translation>se on yli {} MiB, liian suuri profiiliksi</translation>
        </message>
        <message>
            <source>its arrays are nested too deeply</source>
            <translation>sen taulukot ovat liian syvällä sisäkkäin</translation>
        </message>
        <message>
            <source>it is not valid TOML ({})</source>
            <translation>se ei ole kelvollista TOML:ia ({})</translation>
        </message>
        <message>
            <source>a number in it has too many digits</source>
            <translation>siinä olevassa luvussa on liikaa numeroita</translation>
        </message>
        <message>
            <source>a key in it has more than {} parts</source>
            <translation>siinä on avain, jossa on yli {} osaa</translation>
        </message>
        <message>
            <source>it is not a profile of ISP Tuner, which begins with 'schema = {}'</source>
            <translation>se ei ole ISP Tunerin profiili, joka alkaa ”schema = {}”</translation>
        </message>
        <message>
            <source>it changed on disk meanwhile</source>
            <translation>se on muuttunut levyllä</translation>
        </message>
        <message>
            <source>the layers go round in a circle ({})</source>
            <translation>kerrokset viittaavat toisiinsa kehässä ({})</translation>
        </message>
        <message>
            <source>it extends {}, which leads out of its folder</source>
            <translation>se laajentaa profiilia {}, joka johtaa ulos kansiosta</translation>
        </message>
        <message>
            <source>it extends {}, which is no profile's name</source>
            <translation>se laajentaa profiilia {}, joka ei ole profiilin nimi</translation>
        </message>
        <message>
            <source>it extends {}, which is not to be found from there</source>
            <translation>se laajentaa profiilia {}, jota sieltä ei löydy</translation>
        </message>
        <message>
            <source>save it in the folder it was read from</source>
            <translation>tallenna se kansioon, josta se luettiin</translation>
        </message>
        <message>
            <source>is empty (0 bytes)</source>
            <translation>on tyhjä (0 tavua)</translation>
        </message>
        <message>
            <source>is larger than {} GiB</source>
            <translation>on yli {} GiB</translation>
        </message>
        <message>
            <source>is a folder</source>
            <translation>on kansio</translation>
        </message>
        <message>
            <source>is not a regular file</source>
            <translation>ei ole tavallinen tiedosto</translation>
        </message>
        <message>
            <source>does not exist</source>
            <translation>ei ole olemassa</translation>
        </message>
        <message>
            <source>may not be read by this user</source>
            <translation>tällä käyttäjällä ei ole lukuoikeutta</translation>
        </message>
        <message>
            <source>cannot be read ({})</source>
            <translation>ei voi lukea ({})</translation>
        </message>
        <message>
            <source>states a black level of {}, above all its pixels</source>
            <translation>ilmoittaa mustan tasoksi {}, yli kaikkien pikseliensä</translation>
        </message>
        <message>
            <source>its settings do not fit: {}</source>
            <translation>sen asetukset eivät sovi: {}</translation>
        </message>
        <message>
            <source>this picture carries no state of a tuning</source>
            <translation>kuvassa ei ole mukana säätöjen tilaa</translation>
        </message>
        <message>
            <source>it is not an ICC profile of an RGB display that can be used</source>
            <translation>se ei ole käyttökelpoinen RGB-näytön ICC-profiili</translation>
        </message>
        <message>
            <source>give the name of a file</source>
            <translation>anna tiedoston nimi</translation>
        </message>
        <message>
            <source>give the name of {}</source>
            <translation>anna nimi ({})</translation>
        </message>
        <message>
            <source>choose another name or change its permissions</source>
            <translation>valitse toinen nimi tai muuta sen oikeuksia</translation>
        </message>
        <message>
            <source>choose another name, or delete both</source>
            <translation>valitse toinen nimi tai poista molemmat</translation>
        </message>
        <message>
            <source>delete it or give it another name</source>
            <translation>poista se tai anna sille toinen nimi</translation>
        </message>
        <message>
            <source>check the name</source>
            <translation>tarkista nimi</translation>
        </message>
        <message>
            <source>choose another file</source>
            <translation>valitse toinen tiedosto</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>valitse toinen nimi</translation>
        </message>
        <message>
            <source>choose another place</source>
            <translation>valitse toinen paikka</translation>
        </message>
        <message>
            <source>check the name and the folder</source>
            <translation>tarkista nimi ja kansio</translation>
        </message>
        <message>
            <source>change its permissions or choose another file</source>
            <translation>muuta sen oikeuksia tai valitse toinen tiedosto</translation>
        </message>
        <message>
            <source>check the disk or choose another file</source>
            <translation>tarkista levy tai valitse toinen tiedosto</translation>
        </message>
        <message>
            <source>open a file from a Bayer sensor, or develop this one elsewhere</source>
            <translation>avaa Bayer-kennon tiedosto tai kehitä tämä muualla</translation>
        </message>
        <message>
            <source>open the raw file that the camera wrote</source>
            <translation>avaa kameran kirjoittama raakatiedosto</translation>
        </message>
        <message>
            <source>copy it again from the card or camera</source>
            <translation>kopioi se uudelleen kortilta tai kamerasta</translation>
        </message>
        <message>
            <source>copy it again from the card or camera, or convert it to DNG</source>
            <translation>kopioi se uudelleen kortilta tai kamerasta tai muunna se DNG:ksi</translation>
        </message>
        <message>
            <source>convert it to a losslessly compressed DNG</source>
            <translation>muunna se häviöttömästi pakatuksi DNG:ksi</translation>
        </message>
        <message>
            <source>close other programs or open a smaller raw file</source>
            <translation>sulje muita ohjelmia tai avaa pienempi raakatiedosto</translation>
        </message>
        <message>
            <source>close other programs or open a smaller file</source>
            <translation>sulje muita ohjelmia tai avaa pienempi tiedosto</translation>
        </message>
        <message>
            <source>close other programs or choose a smaller picture</source>
            <translation>sulje muita ohjelmia tai valitse pienempi kuva</translation>
        </message>
        <message>
            <source>end the name in .png, .jpg or .tif</source>
            <translation>anna nimelle pääte .png, .jpg tai .tif</translation>
        </message>
        <message>
            <source>write a .png or .tif, or crop it</source>
            <translation>kirjoita .png tai .tif tai rajaa kuva</translation>
        </message>
        <message>
            <source>write a .png or .tif</source>
            <translation>kirjoita .png tai .tif</translation>
        </message>
        <message>
            <source>choose a PNG, JPEG or TIFF picture</source>
            <translation>valitse PNG-, JPEG- tai TIFF-kuva</translation>
        </message>
        <message>
            <source>copy it again, or choose a PNG, JPEG or TIFF picture</source>
            <translation>kopioi se uudelleen tai valitse PNG-, JPEG- tai TIFF-kuva</translation>
        </message>
        <message>
            <source>correct the file or save the profile again</source>
            <translation>korjaa tiedosto tai tallenna profiili uudelleen</translation>
        </message>
        <message>
            <source>update ISP Tuner</source>
            <translation>päivitä ISP Tuner</translation>
        </message>
        <message>
            <source>copy it to another disk and try again</source>
            <translation>kopioi se toiselle levylle ja yritä uudelleen</translation>
        </message>
        <message>
            <source>open a single raw picture</source>
            <translation>avaa yksittäinen raakakuva</translation>
        </message>
        <message>
            <source>choose a raw file in it</source>
            <translation>valitse raakatiedosto siitä</translation>
        </message>
        <message>
            <source>choose a raw file</source>
            <translation>valitse raakatiedosto</translation>
        </message>
        <message>
            <source>change its permissions</source>
            <translation>muuta sen oikeuksia</translation>
        </message>
        <message>
            <source>open another raw file</source>
            <translation>avaa toinen raakatiedosto</translation>
        </message>
        <message>
            <source>open it with the version that wrote it</source>
            <translation>avaa se sillä versiolla, joka sen kirjoitti</translation>
        </message>
        <message>
            <source>open a raw file, or a picture that was saved here</source>
            <translation>avaa raakatiedosto tai täällä tallennettu kuva</translation>
        </message>
        <message>
            <source>The ActiveArea tag does not fit the raw pixels; all of them are shown.</source>
            <translation>ActiveArea-tieto ei sovi raakapikseleihin; kaikki näytetään.</translation>
        </message>
        <message>
            <source>The BlackLevel tag holds what is no level from 0 to {}; 0 is taken.</source>
            <translation>BlackLevel-tieto ei ole taso väliltä 0–{}; käytetään arvoa 0.</translation>
        </message>
        <message>
            <source>The black level repeats over more than 2x2 pixels; its mean for each CFA site is taken.</source>
            <translation>Mustan taso toistuu yli 2x2 pikselin jaksolla; käytetään kunkin CFA-paikan keskiarvoa.</translation>
        </message>
        <message>
            <source>The NoiseProfile tag cannot be used and is ignored.</source>
            <translation>NoiseProfile-tietoa ei voi käyttää; se ohitetaan.</translation>
        </message>
        <message>
            <source>A BaselineExposure of {} EV is not plausible and is ignored.</source>
            <translation>BaselineExposure {} EV ei ole uskottava; se ohitetaan.</translation>
        </message>
        <message>
            <source>The black level varies along rows or columns in the file; the variation is not applied.</source>
            <translation>Mustan taso vaihtelee tiedostossa riveittäin tai sarakkeittain; vaihtelua ei käytetä.</translation>
        </message>
        <message>
            <source>BlackLevel and its repeat pattern disagree; its first value is taken.</source>
            <translation>BlackLevel ja sen toistokuvio ovat ristiriidassa; käytetään ensimmäistä arvoa.</translation>
        </message>
        <message>
            <source>The file states several white levels; the lowest is taken.</source>
            <translation>Tiedosto ilmoittaa useita valkotasoja; käytetään alinta.</translation>
        </message>
        <message>
            <source>ForwardMatrix{} cannot be used and is ignored.</source>
            <translation>ForwardMatrix{} ei ole käyttökelpoinen; se ohitetaan.</translation>
        </message>
        <message>
            <source>The illuminant of ColorMatrix{} is not known; D65 is taken.</source>
            <translation>Matriisin ColorMatrix{} valonlähdettä ei tunneta; käytetään D65:tä.</translation>
        </message>
        <message>
            <source>ColorMatrix{} is not a usable 3x3 matrix and is ignored.</source>
            <translation>ColorMatrix{} ei ole käyttökelpoinen 3x3-matriisi; se ohitetaan.</translation>
        </message>
        <message>
            <source>The white level {} in the file cannot be right; {} is taken.</source>
            <translation>Tiedoston valkotaso {} ei voi olla oikea; käytetään arvoa {}.</translation>
        </message>
        <message>
            <source>The file has no colour matrix.</source>
            <translation>Tiedostossa ei ole värimatriisia.</translation>
        </message>
        <message>
            <source>The file has no usable as-shot white balance; daylight stands in for it.</source>
            <translation>Tiedostossa ei ole käyttökelpoista kuvaushetken valkotasapainoa; käytetään päivänvaloa.</translation>
        </message>
        <message>
            <source>No daylight white balance is known for this camera; gains of 1 are taken.</source>
            <translation>Tämän kameran päivänvalon valkotasapainoa ei tunneta; käytetään vahvistuksia 1.</translation>
        </message>
        <message>
            <source>{} opcode present, not applied</source>
            <translation>{}-opcode löytyy, ei käytössä</translation>
        </message>
        <message>
            <source>{} is clipped all over; no exposure can be read from it</source>
            <translation>{} on kauttaaltaan leikkautunut; valotusta ei voi lukea siitä</translation>
        </message>
        <message>
            <source>{} has too few parts that are neither clipped nor black; choose a grey region instead</source>
            <translation>{}: liian vähän kohtia, jotka eivät ole leikkautuneet tai mustia; valitse sen sijaan harmaa alue</translation>
        </message>
        <message>
            <source>{} of the region is clipped, so its colour is not known; choose a darker grey</source>
            <translation>{} alueesta on leikkautunut, joten sen väriä ei tunneta; valitse tummempi harmaa</translation>
        </message>
        <message>
            <source>the region is too dark to tell its colour from noise; choose a brighter grey</source>
            <translation>alue on liian tumma, jotta väri erottuisi kohinasta; valitse kirkkaampi harmaa</translation>
        </message>
        <message>
            <source>{} would need a {} gain of {}, so it cannot be grey; choose a grey region</source>
            <translation>{}: tarvittava vahvistus ({}) olisi {}, joten se ei voi olla harmaa; valitse harmaa alue</translation>
        </message>
        <message>
            <source>{} has no masked columns; set the black level by hand or from a dark frame</source>
            <translation>{}: ei peitettyjä sarakkeita; aseta mustan taso käsin tai pimeäkuvasta</translation>
        </message>
        <message>
            <source>{} has too few masked pixels ({} of a colour); set the black level by hand</source>
            <translation>{}: liian vähän peitettyjä pikseleitä ({} väriä kohti); aseta mustan taso käsin</translation>
        </message>
        <message>
            <source>of its raw files there are only links, which lead out of the folder or nowhere</source>
            <translation>sen raakatiedostoista on vain linkkejä, jotka johtavat ulos kansiosta tai eivät minnekään</translation>
        </message>
        <message>
            <source>no raw file lies in this folder</source>
            <translation>tässä kansiossa ei ole raakatiedostoja</translation>
        </message>
        <message>
            <source>open the folder that holds the raw files itself</source>
            <translation>avaa kansio, jossa itse raakatiedostot ovat</translation>
        </message>
        <message>
            <source>the frame is too small to hold one whole quad of its colour filter</source>
            <translation>kuva on liian pieni yhdellekin värisuotimen neljikölle</translation>
        </message>
        <message>
            <source>{} = {} is not {}</source>
            <translation>{} = {} ei kelpaa; sallittu on {}</translation>
        </message>
        <message>
            <source>a number from {} to {}</source>
            <translation>luku väliltä {} – {}</translation>
        </message>
        <message>
            <source>a whole number from {} to {}</source>
            <translation>kokonaisluku väliltä {} – {}</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true tai false</translation>
        </message>
        <message>
            <source>one of {}</source>
            <translation>jokin näistä: {}</translation>
        </message>
        <message>
            <source>three rows of three numbers from {} to {}</source>
            <translation>kolme riviä, joilla kolme lukua väliltä {} – {}</translation>
        </message>
        <message>
            <source>at least two [x, y] knots, x rising from 0 to 1, y from {} to {}</source>
            <translation>vähintään kaksi solmua [x, y], x nousee 0:sta 1:een, y väliltä {} – {}</translation>
        </message>
        <message>
            <source>grids of numbers from {} to {}, all rows of one length</source>
            <translation>ruudukoita, joiden luvut ovat väliltä {} – {} ja rivit yhtä pitkiä</translation>
        </message>
        <message>
            <source>The clipboard</source>
            <translation>Leikepöytä</translation>
        </message>
        <message>
            <source>The text</source>
            <translation>Teksti</translation>
        </message>
        <message>
            <source>it holds no parameters of ISP Tuner</source>
            <translation>siinä ei ole ISP Tunerin parametreja</translation>
        </message>
        <message>
            <source>copy some first</source>
            <translation>kopioi ensin joitakin</translation>
        </message>
        <message>
            <source>{} holds parameters of {} stages; copy those of one stage</source>
            <translation>{}: parametreja on {} vaiheesta; kopioi yhden vaiheen parametrit</translation>
        </message>
        <message>
            <source>{} has no parameter with a name of {}'s</source>
            <translation>{}: ei parametria, jolla olisi vaiheen {} parametrin nimi</translation>
        </message>
        <message>
            <source>it is not a text in UTF-8</source>
            <translation>se ei ole UTF-8-tekstiä</translation>
        </message>
        <message>
            <source>save it as CSV</source>
            <translation>tallenna se CSV-muodossa</translation>
        </message>
        <message>
            <source>it holds more than {} numbers</source>
            <translation>siinä on yli {} lukua</translation>
        </message>
        <message>
            <source>use a coarser table</source>
            <translation>käytä harvempaa taulukkoa</translation>
        </message>
        <message>
            <source>line {} holds {} and the line before it {}</source>
            <translation>rivillä {} on {} ja sitä edeltävällä {}</translation>
        </message>
        <message>
            <source>it holds no numbers</source>
            <translation>siinä ei ole lukuja</translation>
        </message>
        <message>
            <source>it holds no value</source>
            <translation>siinä ei ole arvoa</translation>
        </message>
        <message>
            <source>it holds {} and {} needs {}</source>
            <translation>siinä on {}, ja {} tarvitsee {}</translation>
        </message>
        <message>
            <source>its grids differ in shape ({})</source>
            <translation>sen ruudukot ovat eri muotoisia ({})</translation>
        </message>
        <message>
            <source>give all of them one shape</source>
            <translation>anna kaikille sama muoto</translation>
        </message>
        <message>
            <source>its grid is {}</source>
            <translation>sen ruudukko on {}</translation>
        </message>
        <message>
            <source>a table has at least 2 × 2 numbers</source>
            <translation>taulukossa on vähintään 2 × 2 lukua</translation>
        </message>
        <message>
            <source>correct that number</source>
            <translation>korjaa se luku</translation>
        </message>
        <message>
            <source>give one line a row, numbers apart by commas, and a blank line between grids</source>
            <translation>anna yksi rivi kerrallaan, luvut pilkuin erotettuina, ja tyhjä rivi ruudukoiden väliin</translation>
        </message>
        <message>
            <source>give a first line of names such as iso,cct,value and a line a node</source>
            <translation>anna ensin nimirivi kuten iso,cct,value ja sitten rivi kutakin solmua kohti</translation>
        </message>
        <message>
            <source>choose another one</source>
            <translation>valitse toinen</translation>
        </message>
        <message>
            <source>copy the parameters again</source>
            <translation>kopioi parametrit uudelleen</translation>
        </message>
        <message>
            <source>“{}” in line {} is not a number</source>
            <translation>”{}” rivillä {} ei ole luku</translation>
        </message>
        <message>
            <source>a number is missing in line {}</source>
            <translation>riviltä {} puuttuu luku</translation>
        </message>
        <message>
            <source>a number in line {} is not finite</source>
            <translation>rivillä {} on luku, joka ei ole äärellinen</translation>
        </message>
        <message>
            <source>is a sensor dump whose layout is not known</source>
            <translation>on kennodumppi, jonka rakennetta ei tunneta</translation>
        </message>
        <message>
            <source>is a sensor dump whose layout is not known ({})</source>
            <translation>on kennodumppi, jonka rakennetta ei tunneta ({})</translation>
        </message>
        <message>
            <source>has no header of a raw file, and looks like no sensor dump whose layout could be guessed</source>
            <translation>siinä ei ole raakatiedoston otsaketta, eikä se näytä kennodumpilta, jonka rakenteen voisi arvata</translation>
        </message>
        <message>
            <source>would hold {} frames, more than {}</source>
            <translation>sisältäisi {} kuvaruutua, enemmän kuin {}</translation>
        </message>
        <message>
            <source>holds {} rows of this layout</source>
            <translation>sisältää {} riviä tällä rakenteella</translation>
        </message>
        <message>
            <source>holds {} bytes, where {} x {} takes {}</source>
            <translation>sisältää {} tavua, mutta {} x {} vie {}</translation>
        </message>
        <message>
            <source>holds {} bytes, which fit no sensor dump</source>
            <translation>sisältää {} tavua, mikä ei sovi mihinkään kennodumppiin</translation>
        </message>
        <message>
            <source>holds {} bytes, which fit no sensor dump with {}</source>
            <translation>sisältää {} tavua, mikä ei sovi kennodumppiin, jossa on {}</translation>
        </message>
        <message>
            <source>{} holds {} bits a sample, not {}</source>
            <translation>pakkauksessa {} on {} bittiä näytettä kohti, ei {}</translation>
        </message>
        <message>
            <source>a row of {} samples in {} takes {} bytes, more than the stride {}</source>
            <translation>{} näytteen rivi pakkauksessa {} vie {} tavua, enemmän kuin rivin pituus {}</translation>
        </message>
        <message>
            <source>white level {} does not fit in {} bits</source>
            <translation>valkotaso {} ei mahdu {} bittiin</translation>
        </message>
        <message>
            <source>black level {} is not below white, {}</source>
            <translation>mustataso {} ei ole valkotason {} alapuolella</translation>
        </message>
        <message>
            <source>has no filters, so it has one black level, not {}</source>
            <translation>siinä ei ole suotimia, joten sillä on yksi mustataso eikä {}</translation>
        </message>
        <message>
            <source>correct the layout, or {look}</source>
            <translation>korjaa rakenne tai {look}</translation>
        </message>
        <message>
            <source>copy it again, or correct the layout, or {look}</source>
            <translation>kopioi se uudelleen, korjaa rakenne tai {look}</translation>
        </message>
        <message>
            <source>give {offset}, {stride} or {height}, or {look}</source>
            <translation>aseta {offset}, {stride} tai {height}, tai {look}</translation>
        </message>
        <message>
            <source>give {width}, {height}, {packing} and, for a header, {offset}</source>
            <translation>aseta {width}, {height}, {packing} ja otsakkeen varalta {offset}</translation>
        </message>
        <message>
            <source>give {width}, {height}, {cfa} and {packing}</source>
            <translation>aseta {width}, {height}, {cfa} ja {packing}</translation>
        </message>
        <message>
            <source>give {missing}, or {look}</source>
            <translation>aseta {missing}, tai {look}</translation>
        </message>
        <message>
            <source>give {bits} {least} or another {packing} (byte order, alignment)</source>
            <translation>aseta {bits} arvoon {least} tai muuta kenttää {packing} (tavujärjestys, tasaus)</translation>
        </message>
        <message>
            <source>give {bits} {held} or another {packing}</source>
            <translation>aseta {bits} arvoon {held} tai muuta kenttää {packing}</translation>
        </message>
        <message>
            <source>give {stride} {least} or more, or {omit}</source>
            <translation>aseta {stride} vähintään arvoon {least} tai {omit}</translation>
        </message>
        <message>
            <source>correct {white} or {bits}</source>
            <translation>korjaa {white} tai {bits}</translation>
        </message>
        <message>
            <source>correct {black} or {white}</source>
            <translation>korjaa {black} tai {white}</translation>
        </message>
        <message>
            <source>give {black} as one number</source>
            <translation>anna {black} yhtenä lukuna</translation>
        </message>
        <message>
            <source>give its layout</source>
            <translation>anna sen rakenne</translation>
        </message>
        <message>
            <source>correct the sidecar, or delete it and give the layout {there}</source>
            <translation>korjaa sivutiedosto, tai poista se ja anna rakenne {there}</translation>
        </message>
    </context>
    <context>
        <name>dock</name>
        <message>
            <source>Histogram</source>
            <translation>Histogrammi</translation>
        </message>
        <message>
            <source>Waveform</source>
            <translation>Aaltomuoto</translation>
        </message>
        <message>
            <source>Parade</source>
            <translation>Paraati</translation>
        </message>
        <message>
            <source>Vectorscope</source>
            <translation>Vektoriskooppi</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Alue</translation>
        </message>
        <message>
            <source>x</source>
            <translation>x</translation>
        </message>
        <message>
            <source>y</source>
            <translation>y</translation>
        </message>
        <message>
            <source>w</source>
            <translation>w</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Kuva</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Keskiarvo</translation>
        </message>
        <message>
            <source>σ</source>
            <translation>σ</translation>
        </message>
        <message>
            <source>SNR</source>
            <translation>SNR</translation>
        </message>
        <message>
            <source>R/G</source>
            <translation>R/G</translation>
        </message>
        <message>
            <source>B/G</source>
            <translation>B/G</translation>
        </message>
        <message>
            <source>Raw clip</source>
            <translation>Raakaraja</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>Raja</translation>
        </message>
        <message>
            <source>Zebra</source>
            <translation>Seepra</translation>
        </message>
        <message>
            <source>Focus</source>
            <translation>Terävyys</translation>
        </message>
        <message>
            <source>Defects</source>
            <translation>Viat</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Kohina</translation>
        </message>
        <message>
            <source>R</source>
            <translation>R</translation>
        </message>
        <message>
            <source>Gr</source>
            <translation>Gr</translation>
        </message>
        <message>
            <source>Gb</source>
            <translation>Gb</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>several</source>
            <translation>useita</translation>
        </message>
        <message>
            <source>all four</source>
            <translation>kaikki neljä</translation>
        </message>
        <message>
            <source>R high</source>
            <translation>R ylhäällä</translation>
        </message>
        <message>
            <source>G high</source>
            <translation>G ylhäällä</translation>
        </message>
        <message>
            <source>B high</source>
            <translation>B ylhäällä</translation>
        </message>
        <message>
            <source>two high</source>
            <translation>kaksi ylhäällä</translation>
        </message>
        <message>
            <source>all high</source>
            <translation>kaikki ylhäällä</translation>
        </message>
        <message>
            <source>low</source>
            <translation>alhaalla</translation>
        </message>
        <message>
            <source>bright Y′</source>
            <translation>kirkas Y′</translation>
        </message>
        <message>
            <source>sharp</source>
            <translation>terävä</translation>
        </message>
        <message>
            <source>hot</source>
            <translation>kuuma</translation>
        </message>
        <message>
            <source>cold</source>
            <translation>kylmä</translation>
        </message>
        <message>
            <source>&lt; ⅛</source>
            <translation>&lt; ⅛</translation>
        </message>
        <message>
            <source>⅛ – ¼</source>
            <translation>⅛ – ¼</translation>
        </message>
        <message>
            <source>¼ – ½</source>
            <translation>¼ – ½</translation>
        </message>
        <message>
            <source>½ – 1</source>
            <translation>½ – 1</translation>
        </message>
        <message>
            <source>&gt; 1</source>
            <translation>&gt; 1</translation>
        </message>
        <message>
            <source>What the scopes count</source>
            <translation>Mitä skoopit laskevat</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>Thresholds and colours of the overlays</source>
            <translation>Peitteiden kynnykset ja värit</translation>
        </message>
        <message>
            <source>Thresholds of the overlays</source>
            <translation>Peitteiden kynnykset</translation>
        </message>
        <message>
            <source>patch</source>
            <translation>kohta</translation>
        </message>
        <message>
            <source>raw in DN · output in codes of 8 bit, measured at 16 bit · every pixel</source>
            <translation>raaka DN:inä · lähtö 8 bitin koodeina, mitattu 16 bitillä · joka pikseli</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>Piirrä</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Lisää</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Poista</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopioi</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profiili</translation>
        </message>
        <message>
            <source>Draw a region on a picture, or add one.</source>
            <translation>Piirrä alue kuvaan tai lisää sellainen.</translation>
        </message>
        <message>
            <source>Line profile</source>
            <translation>Viivaprofiili</translation>
        </message>
        <message>
            <source>Choose a region to see the values across it.</source>
            <translation>Valitse alue, niin sen poikki kulkevat arvot näkyvät.</translation>
        </message>
        <message>
            <source>Raw histogram</source>
            <translation>Raakahistogrammi</translation>
        </message>
        <message>
            <source>What the raw histogram counts</source>
            <translation>Mitä raakahistogrammi laskee</translation>
        </message>
        <message>
            <source>What the scope counts</source>
            <translation>Mitä skooppi laskee</translation>
        </message>
        <message>
            <source>whole picture</source>
            <translation>koko kuva</translation>
        </message>
        <message>
            <source>log</source>
            <translation>logaritminen</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>lineaarinen</translation>
        </message>
        <message>
            <source>mosaic DN</source>
            <translation>mosaiikin DN</translation>
        </message>
        <message>
            <source>output codes</source>
            <translation>lähtökoodit</translation>
        </message>
        <message>
            <source>luma</source>
            <translation>luma</translation>
        </message>
    </context>
    <context>
        <name>lab</name>
        <message>
            <source>Chart</source>
            <translation>Kuvataulu</translation>
        </message>
        <message>
            <source>Illuminant</source>
            <translation>Valonlähde</translation>
        </message>
        <message>
            <source>Lux</source>
            <translation>Luksit</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Taso</translation>
        </message>
        <message>
            <source>Flicker</source>
            <translation>Välke</translation>
        </message>
        <message>
            <source>Flicker Hz</source>
            <translation>Välkkeen Hz</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Koko</translation>
        </message>
        <message>
            <source>CFA</source>
            <translation>CFA</translation>
        </message>
        <message>
            <source>ISO</source>
            <translation>ISO</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Valotusaika</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Kohina</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Siemenluku</translation>
        </message>
        <message>
            <source>PSF</source>
            <translation>PSF</translation>
        </message>
        <message>
            <source>Blur</source>
            <translation>Epäterävyys</translation>
        </message>
        <message>
            <source>Blur corner</source>
            <translation>Nurkan epäterävyys</translation>
        </message>
        <message>
            <source>Falloff</source>
            <translation>Vinjetointi</translation>
        </message>
        <message>
            <source>Falloff red</source>
            <translation>Punaisen vinjetointi</translation>
        </message>
        <message>
            <source>Falloff blue</source>
            <translation>Sinisen vinjetointi</translation>
        </message>
        <message>
            <source>Gain map</source>
            <translation>Vahvistuskartta</translation>
        </message>
        <message>
            <source>Lateral CA</source>
            <translation>Väriaberraatio</translation>
        </message>
        <message>
            <source>Distortion</source>
            <translation>Vääristymä</translation>
        </message>
        <message>
            <source>Flare</source>
            <translation>Hajavalo</translation>
        </message>
        <message>
            <source>Frames</source>
            <translation>Kuvia</translation>
        </message>
        <message>
            <source>Frames a second</source>
            <translation>Kuvia sekunnissa</translation>
        </message>
        <message>
            <source>Shake</source>
            <translation>Tärinä</translation>
        </message>
        <message>
            <source>Pan X</source>
            <translation>Panorointi X</translation>
        </message>
        <message>
            <source>Pan Y</source>
            <translation>Panorointi Y</translation>
        </message>
        <message>
            <source>Readout</source>
            <translation>Lukuaika</translation>
        </message>
    </context>
    <context>
        <name>paste</name>
        <message>
            <source>Stage</source>
            <translation>Vaihe</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>Parametri</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Nyt</translation>
        </message>
        <message>
            <source>Pasted</source>
            <translation>Liitettävä</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Päällä</translation>
        </message>
        <message>
            <source>the clipboard</source>
            <translation>leikepöytä</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Kaikki</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ei mitään</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Liitä</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Peruuta</translation>
        </message>
        <message>
            <source>1 parameter changes.</source>
            <translation>1 parametri muuttuu.</translation>
        </message>
        <message>
            <source>1 has its value already.</source>
            <translation>Yhdellä on arvo jo.</translation>
        </message>
        <message>
            <source>{count} have their value already.</source>
            <translation>{count} parametrilla on arvo jo.</translation>
        </message>
        <message>
            <source>Paste from {source}</source>
            <translation>Liitä: {source}</translation>
        </message>
        <message>
            <source>Paste {count}</source>
            <translation>Liitä {count}</translation>
        </message>
        <message>
            <source>{count} parameters change.</source>
            <translation>{count} parametria muuttuu.</translation>
        </message>
        <message>
            <source>Without a place here: {names}.</source>
            <translation>Ilman paikkaa täällä: {names}.</translation>
        </message>
    </context>
    <context>
        <name>captions</name>
        <message>
            <source>{bits} bit</source>
            <translation>{bits} bittiä</translation>
        </message>
        <message>
            <source>cache {size} MB</source>
            <translation>välimuisti {size} Mt</translation>
        </message>
        <message>
            <source>after Output</source>
            <translation>Ulostulon jälkeen</translation>
        </message>
        <message>
            <source>linear light averaged</source>
            <translation>keskiarvo lineaarisessa valossa</translation>
        </message>
        <message>
            <source>codes averaged</source>
            <translation>keskiarvo koodeista</translation>
        </message>
        <message>
            <source>without {stage}</source>
            <translation>ilman vaihetta {stage}</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Lähtötaso</translation>
        </message>
        <message>
            <source>Signed difference</source>
            <translation>Etumerkillinen erotus</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>Open a raw first.</source>
            <translation>Avaa ensin raakakuva.</translation>
        </message>
        <message>
            <source>The processed picture is not on screen: {key} shows it.</source>
            <translation>Käsitelty kuva ei ole näkyvissä: {key} näyttää sen.</translation>
        </message>
        <message>
            <source>Open a raw or a folder first: there is none to step from.</source>
            <translation>Avaa ensin raakakuva tai kansio: ei ole mistä siirtyä.</translation>
        </message>
        <message>
            <source>No sequence is open: a dump of several frames is one, and so is a folder of raws.</source>
            <translation>Sarjaa ei ole auki: sellainen on monen kuvaruudun vedos tai raakakuvien kansio.</translation>
        </message>
        <message>
            <source>No state was made after this one.</source>
            <translation>Tämän jälkeen ei ole tehty uudempaa tilaa.</translation>
        </message>
        <message>
            <source>No state was made before this one.</source>
            <translation>Ennen tätä ei ole tehty muuta tilaa.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>Ei ole mitään kumottavaa.</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>Ei ole mitään tehtävää uudelleen.</translation>
        </message>
        <message>
            <source>It goes no closer than {zoom}:1.</source>
            <translation>Lähemmäs kuin {zoom}:1 ei pääse.</translation>
        </message>
        <message>
            <source>All of the picture is on screen.</source>
            <translation>Koko kuva on näkyvissä.</translation>
        </message>
        <message>
            <source>Differences are amplified {gain} times at the most.</source>
            <translation>Erot vahvistetaan enintään {gain}-kertaisiksi.</translation>
        </message>
        <message>
            <source>Differences are not amplified any more.</source>
            <translation>Eroja ei enää vahvisteta.</translation>
        </message>
        <message>
            <source>The raw view goes no further than {ev} EV.</source>
            <translation>Raakanäkymä ei säädy pidemmälle kuin {ev} EV.</translation>
        </message>
        <message>
            <source>The file's own condition is in force.</source>
            <translation>Tiedoston oma olosuhde on voimassa.</translation>
        </message>
        <message>
            <source>Point at a pixel of a picture first.</source>
            <translation>Osoita ensin kuvan pikseliä.</translation>
        </message>
        <message>
            <source>No pane was moved alone: all see the same place.</source>
            <translation>Mitään ruutua ei ole siirretty yksin: kaikki näyttävät samaa kohtaa.</translation>
        </message>
        <message>
            <source>The loupe is not on screen: {key} shows it.</source>
            <translation>Luuppi ei ole näkyvissä: {key} näyttää sen.</translation>
        </message>
        <message>
            <source>There is no message to read.</source>
            <translation>Luettavaa viestiä ei ole.</translation>
        </message>
        <message>
            <source>This is the last frame.</source>
            <translation>Tämä on viimeinen kuvaruutu.</translation>
        </message>
        <message>
            <source>This is the first frame.</source>
            <translation>Tämä on ensimmäinen kuvaruutu.</translation>
        </message>
        <message>
            <source>still {name}</source>
            <translation>yhä {name}</translation>
        </message>
        <message>
            <source>{name} takes a number of {limits}.</source>
            <translation>{name}: anna luku väliltä {limits}.</translation>
        </message>
        <message>
            <source>Open a raw first: its balance says which light it is for.</source>
            <translation>Avaa ensin raakakuva: sen valkotasapaino kertoo, mille valolle se on.</translation>
        </message>
        <message>
            <source>“{text}” is no {axis} from {low} to {high}; the knot stays where it was.</source>
            <translation>”{text}” ei ole {axis} väliltä {low} – {high}; solmu pysyy paikallaan.</translation>
        </message>
        <message>
            <source>There is a knot at x = {x} already; the curve stays as it was.</source>
            <translation>Kohdassa x = {x} on jo solmu; käyrä pysyy ennallaan.</translation>
        </message>
        <message>
            <source>{stage} turns one domain into another and cannot be left out.</source>
            <translation>{stage} muuntaa kuvan esitysmuodosta toiseen, eikä sitä voi jättää pois.</translation>
        </message>
        <message>
            <source>The pictures take the room of the scopes while there are four.</source>
            <translation>Kuvat vievät mittakuvaajien tilan niin kauan kuin niitä on neljä.</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to keep.</source>
            <translation>Avaa ensin raakatiedosto: säilytettävää ei ole.</translation>
        </message>
        <message>
            <source>Snapshot {letter} keeps this tuning and its pixels.</source>
            <translation>Tilannekuva {letter} säilyttää nämä säädöt ja pikselit.</translation>
        </message>
        <message>
            <source>Mark a snapshot first; a snapshot is taken with its own key.</source>
            <translation>Merkitse ensin tilannekuva; tilannekuva otetaan omalla näppäimellään.</translation>
        </message>
        <message>
            <source>Snapshot {letter} is of {name}, another size: it is scaled to the open picture to be compared.</source>
            <translation>Tilannekuva {letter} on kuvasta {name}, joka on eri kokoinen: se skaalataan avoimen kuvan kokoon vertailua varten.</translation>
        </message>
        <message>
            <source>“{name}” changed on disk since it was read.</source>
            <translation>”{name}” on muuttunut levyllä lukemisen jälkeen.</translation>
        </message>
        <message>
            <source>ISP Tuner ended without saving “{name}”.</source>
            <translation>ISP Tuner päättyi tallentamatta profiilia ”{name}”.</translation>
        </message>
        <message>
            <source>Changes that can be given back: {count}</source>
            <translation>Palautettavia muutoksia: {count}</translation>
        </message>
        <message>
            <source>The profile “{name}” has changes that are not saved.</source>
            <translation>Profiilissa ”{name}” on tallentamattomia muutoksia.</translation>
        </message>
        <message>
            <source>made under {condition}; tables over conditions gave {count} of its values</source>
            <translation>tehty olosuhteissa {condition}; {count} sen arvoista on olosuhteiden mukaisista taulukoista</translation>
        </message>
        <message>
            <source>does not say the condition it was made under</source>
            <translation>ei kerro, missä olosuhteissa se on tehty</translation>
        </message>
        <message>
            <source>made under {condition}; does not say which of its values tables over conditions gave</source>
            <translation>tehty olosuhteissa {condition}; ei kerro, mitkä sen arvoista ovat olosuhteiden mukaisista taulukoista</translation>
        </message>
        <message>
            <source>made under {condition}</source>
            <translation>tehty olosuhteissa {condition}</translation>
        </message>
        <message>
            <source>Values marked as of a table are what it gives under that condition, not all of the tuning.</source>
            <translation>Taulukon arvoiksi merkityt ovat sen antamia juuri näissä olosuhteissa, eivät koko säätö.</translation>
        </message>
        <message>
            <source>loading {name}</source>
            <translation>ladataan {name}</translation>
        </message>
        <message>
            <source>Neighbouring samples are not alike in any reading: a dark frame, or no sensor dump.</source>
            <translation>Vierekkäiset näytteet eivät ole samankaltaisia missään tulkinnassa: tumma kuva tai ei kennovedos.</translation>
        </message>
        <message>
            <source>The open raw states its layout itself.</source>
            <translation>Avoin raakatiedosto kertoo rakenteensa itse.</translation>
        </message>
        <message>
            <source>Quad-Bayer raws are binned 2 × 2.</source>
            <translation>Quad-Bayer-kuvat yhdistetään 2 × 2.</translation>
        </message>
        <message>
            <source>Quad-Bayer raws are remosaiced.</source>
            <translation>Quad-Bayer-kuvat muunnetaan Bayer-kuviksi.</translation>
        </message>
        <message>
            <source>The settings of {name} are in force.</source>
            <translation>Tiedoston {name} asetukset ovat voimassa.</translation>
        </message>
        <message>
            <source>opening {name}</source>
            <translation>avataan {name}</translation>
        </message>
        <message>
            <source>Tables over conditions gave way to its values ({count}); Undo brings them back.</source>
            <translation>Olosuhteiden mukaiset taulukot väistyivät sen arvojen tieltä ({count}); Kumoa tuo ne takaisin.</translation>
        </message>
        <message>
            <source>saving {name}</source>
            <translation>tallennetaan {name}</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Tallennettu: {name}.</translation>
        </message>
        <message>
            <source>{name} is there, but it is not the raw that made the picture.</source>
            <translation>{name} löytyi, mutta kuvaa ei ole tehty siitä.</translation>
        </message>
        <message>
            <source>The raw {name} is not at hand: open it to see the same picture.</source>
            <translation>Raakatiedostoa {name} ei löydy: avaa se, niin näet saman kuvan.</translation>
        </message>
        <message>
            <source>Open a raw first: there is no picture to save.</source>
            <translation>Avaa ensin raakatiedosto: tallennettavaa kuvaa ei ole.</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to take a screenshot of.</source>
            <translation>Avaa ensin raakatiedosto: kuvakaapattavaa ei ole.</translation>
        </message>
        <message>
            <source>that made it</source>
            <translation>josta kuva tehtiin</translation>
        </message>
        <message>
            <source>Stopped: {name} was not written.</source>
            <translation>Keskeytetty: {name} jäi kirjoittamatta.</translation>
        </message>
        <message>
            <source>reading {name}</source>
            <translation>luetaan {name}</translation>
        </message>
        <message>
            <source>Links that lead out of the folder or nowhere are left out: {count}.</source>
            <translation>Linkit, jotka johtavat ulos kansiosta tai eivät minnekään, on jätetty pois: {count}.</translation>
        </message>
        <message>
            <source>reading {name}: {count} raw files</source>
            <translation>luetaan {name}: {count} raakatiedostoa</translation>
        </message>
        <message>
            <source>This is the last raw of the folder.</source>
            <translation>Tämä on kansion viimeinen raakakuva.</translation>
        </message>
        <message>
            <source>This is the first raw of the folder.</source>
            <translation>Tämä on kansion ensimmäinen raakakuva.</translation>
        </message>
        <message>
            <source>Changes are not kept safe meanwhile ({why}): save the profile, or free some space.</source>
            <translation>Muutoksia ei nyt varmisteta ({why}): tallenna profiili tai vapauta tilaa.</translation>
        </message>
        <message>
            <source>The unsaved changes of {name} are back.</source>
            <translation>Profiilin {name} tallentamattomat muutokset on palautettu.</translation>
        </message>
        <message>
            <source>Changes are kept safe again.</source>
            <translation>Muutokset varmistetaan taas.</translation>
        </message>
        <message>
            <source>The saved key “{key}” of “{action}” cannot be used; the built-in one is in force.</source>
            <translation>Toiminnon ”{action}” tallennettua näppäintä ”{key}” ei voi käyttää; vakionäppäin on voimassa.</translation>
        </message>
        <message>
            <source>That is not one key, with or without Ctrl, Alt and Shift.</source>
            <translation>Se ei ole yksi näppäin, yksin tai Ctrl-, Alt- ja Vaihto-näppäimen kanssa.</translation>
        </message>
        <message>
            <source>{key} moves between controls and turns them.</source>
            <translation>{key} siirtyy säätimestä toiseen ja säätää niitä.</translation>
        </message>
        <message>
            <source>{key} is the key of “{action}”; give that one another key first.</source>
            <translation>{key} on toiminnon ”{action}” näppäin; anna sille ensin toinen.</translation>
        </message>
        <message>
            <source>The saved shortcuts cannot be used ({why}); the built-in ones are in force.</source>
            <translation>Tallennettuja pikanäppäimiä ei voi käyttää ({why}); vakionäppäimet ovat voimassa.</translation>
        </message>
        <message>
            <source>{name}: {text} is not {expected}; the value stays as it was</source>
            <translation>{name}: {text} ei kelpaa; sallittu on {expected}; arvo pysyy ennallaan</translation>
        </message>
        <message>
            <source>{name}: {why}; the value stays as it was</source>
            <translation>{name}: {why}; arvo pysyy ennallaan</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>tyhjä</translation>
        </message>
        <message>
            <source>With the row's sum locked its diagonal would become {value}, beyond {low} to {high}; the matrix stays as it was.</source>
            <translation>Kun rivin summa on lukittu, lävistäjäksi tulisi {value}, välin {low} – {high} ulkopuolella; matriisi pysyy ennallaan.</translation>
        </message>
        <message>
            <source>“{text}” is not a number from {low} to {high}; row {row}, column {column} stays as it was.</source>
            <translation>”{text}” ei ole luku väliltä {low} – {high}; rivin {row} sarake {column} pysyy ennallaan.</translation>
        </message>
        <message>
            <source>Not pasted: {why}.</source>
            <translation>Ei liitetty: {why}.</translation>
        </message>
        <message>
            <source>Differences beside the threshold of {stage}</source>
            <translation>Erot verrattuna kynnykseen: {stage}</translation>
        </message>
        <message>
            <source>Focus peaking of the averaged picture</source>
            <translation>Terävyyskorostus keskiarvoistetusta kuvasta</translation>
        </message>
        <message>
            <source>Focus peaking of the picture's own pixels</source>
            <translation>Terävyyskorostus kuvan omista pikseleistä</translation>
        </message>
        <message>
            <source>Overlays lie on the raw and the processed picture; not seen here: {names}.</source>
            <translation>Peitteet ovat raakakuvan ja käsitellyn kuvan päällä; tässä ei näy: {names}.</translation>
        </message>
        <message>
            <source>Pasted 1 parameter from {source}.</source>
            <translation>Liitettiin 1 parametri: {source}.</translation>
        </message>
        <message>
            <source>Pasted {count} parameters from {source}.</source>
            <translation>Liitettiin {count} parametria: {source}.</translation>
        </message>
        <message>
            <source>Nothing to paste: all of these parameters have these values already.</source>
            <translation>Ei liitettävää: kaikilla näillä parametreilla on jo nämä arvot.</translation>
        </message>
        <message>
            <source>Inspection point {key} is kept with this raw.</source>
            <translation>Tarkastuspiste {key} on talletettu tämän raakakuvan yhteyteen.</translation>
        </message>
        <message>
            <source>No inspection point {key} is kept with this raw; Ctrl+{key} keeps one.</source>
            <translation>Tällä raakakuvalla ei ole tarkastuspistettä {key}; Ctrl+{key} tallettaa sen.</translation>
        </message>
        <message>
            <source>The saved {name} “{value}” is not known; the built-in one is in force.</source>
            <translation>Tallennettua asetusta {name} ”{value}” ei tunneta; vakioarvo on voimassa.</translation>
        </message>
        <message>
            <source>Merged with {name}; look at it, then save.</source>
            <translation>Yhdistetty tiedostoon {name}; tarkista ja tallenna.</translation>
        </message>
        <message>
            <source>{name} changed on disk.</source>
            <translation>{name} muuttui levyllä.</translation>
        </message>
        <message>
            <source>It is open in another window too: whichever saves later is shown the other's changes first.</source>
            <translation>Se on auki toisessakin ikkunassa: myöhemmin tallentava näkee ensin toisen muutokset.</translation>
        </message>
        <message>
            <source>Both changed {names}: yours stays.</source>
            <translation>Molemmat muuttivat: {names}. Sinun arvosi jää.</translation>
        </message>
        <message>
            <source>Started from {name}.</source>
            <translation>Aloitettu esiasetuksesta {name}.</translation>
        </message>
        <message>
            <source>Loaded {name}.</source>
            <translation>Ladattu: {name}.</translation>
        </message>
        <message>
            <source>What is there now is not a profile that can be read.</source>
            <translation>Siellä ei nyt ole luettavaa profiilia.</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>ja {count} muuta</translation>
        </message>
        <message>
            <source>{name} changed on disk meanwhile: nothing was saved.</source>
            <translation>{name} on muuttunut levyllä: mitään ei tallennettu.</translation>
        </message>
        <message>
            <source>Copied every parameter; pasting shows what would change.</source>
            <translation>Kaikki parametrit kopioitiin; liitettäessä näkyy, mikä muuttuisi.</translation>
        </message>
        <message>
            <source>Drag over a part of any picture to make a region of it. Esc leaves.</source>
            <translation>Vedä minkä tahansa kuvan osan yli, niin siitä tulee alue. Esc peruu.</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to measure.</source>
            <translation>Avaa ensin raakatiedosto: mitattavaa ei ole.</translation>
        </message>
        <message>
            <source>Region {name}: {w} × {h} pixels.</source>
            <translation>Alue {name}: {w} × {h} pikseliä.</translation>
        </message>
        <message>
            <source>Copied the numbers of {count} regions in {pictures} pictures as CSV.</source>
            <translation>Kopioitiin CSV-muodossa {count} alueen luvut {pictures} kuvasta.</translation>
        </message>
        <message>
            <source>“{text}” is not a place inside the picture; {region} stays as it was.</source>
            <translation>”{text}” ei ole paikka kuvan sisällä; {region} pysyy ennallaan.</translation>
        </message>
        <message>
            <source>“{text}” is not a name; {region} stays as it was.</source>
            <translation>”{text}” ei ole nimi; {region} pysyy ennallaan.</translation>
        </message>
        <message>
            <source>{picture}: rise {rise} px, over {over} %</source>
            <translation>{picture}: nousu {rise} px, ylitys {over} %</translation>
        </message>
        <message>
            <source>{region} · {count} lines</source>
            <translation>{region} · {count} riviä</translation>
        </message>
        <message>
            <source>The regions of this raw are not kept.</source>
            <translation>Tämän raakakuvan alueita ei tallenneta.</translation>
        </message>
        <message>
            <source>The scopes could not be made: {why}</source>
            <translation>Skooppeja ei voitu tehdä: {why}</translation>
        </message>
        <message>
            <source>The regions could not be measured: {why}</source>
            <translation>Alueita ei voitu mitata: {why}</translation>
        </message>
        <message>
            <source>The overlays could not be made: {why}</source>
            <translation>Peitteitä ei voitu tehdä: {why}</translation>
        </message>
        <message>
            <source>The probe could not be made: {why}</source>
            <translation>Mittapistettä ei voitu lukea: {why}</translation>
        </message>
        <message>
            <source>region {name}</source>
            <translation>alue {name}</translation>
        </message>
        <message>
            <source>black {dn}</source>
            <translation>musta {dn}</translation>
        </message>
        <message>
            <source>white {dn}</source>
            <translation>valkoinen {dn}</translation>
        </message>
        <message>
            <source>Nothing is called “{text}”. Press Escape to see every stage.</source>
            <translation>Minkään nimi ei ole ”{text}”. Esc näyttää kaikki vaiheet.</translation>
        </message>
        <message>
            <source>{name}: {fault}; {way_out}.</source>
            <translation>{name}: {fault}; {way_out}.</translation>
        </message>
        <message>
            <source>{count} notices: {first}</source>
            <translation>{count} huomautusta: {first}</translation>
        </message>
        <message>
            <source>Stopped: {count} of {frames} frames were written, {first} to {last} in {folder}.</source>
            <translation>Keskeytetty: {frames} kuvaruudusta kirjoitettiin {count}, {first} – {last} kansioon {folder}.</translation>
        </message>
        <message>
            <source>Stopped: 1 of {frames} frames was written, {first} in {folder}.</source>
            <translation>Keskeytetty: {frames} kuvaruudusta kirjoitettiin 1, {first} kansioon {folder}.</translation>
        </message>
        <message>
            <source>shooting {name}</source>
            <translation>kuvataan {name}</translation>
        </message>
        <message>
            <source>{solver}: drag over a region of the raw picture, or click. Esc leaves.</source>
            <translation>{solver}: vedä alue raakakuvaan tai napsauta. Esc poistuu.</translation>
        </message>
        <message>
            <source>{solver}: done, and one step to undo.</source>
            <translation>{solver}: valmis, kumottavissa yhdellä askeleella.</translation>
        </message>
        <message>
            <source>Snapshot {name}</source>
            <translation>Tilannekuva {name}</translation>
        </message>
        <message>
            <source>What {stage} changes</source>
            <translation>Mitä {stage} muuttaa</translation>
        </message>
        <message>
            <source>After {stage}</source>
            <translation>{stage} jälkeen</translation>
        </message>
        <message>
            <source>{name}: the range needs two numbers</source>
            <translation>{name}: alueeseen tarvitaan kaksi lukua</translation>
        </message>
        <message>
            <source>sweeping</source>
            <translation>pyyhkäistään</translation>
        </message>
        <message>
            <source>{count} of {total}</source>
            <translation>{count} / {total}</translation>
        </message>
        <message>
            <source>in {name}</source>
            <translation>alueella {name}</translation>
        </message>
        <message>
            <source>to the present picture</source>
            <translation>nykyiseen kuvaan</translation>
        </message>
        <message>
            <source>to {name}</source>
            <translation>kohteeseen {name}</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to sweep.</source>
            <translation>Avaa ensin raakatiedosto: arvosarjaa ei ole mistä tehdä.</translation>
        </message>
        <message>
            <source>Saved {name} and {other}.</source>
            <translation>Tallennettiin {name} ja {other}.</translation>
        </message>
        <message>
            <source>“{text}” is not a number from {low} to {high}; the table stays as it was.</source>
            <translation>”{text}” ei ole luku väliltä {low} – {high}; taulukko pysyy ennallaan.</translation>
        </message>
        <message>
            <source>there is no text; it takes {expected}</source>
            <translation>tekstiä ei ole; sallittu on {expected}</translation>
        </message>
        <message>
            <source>“{text}” is not {expected}</source>
            <translation>”{text}” ei kelpaa; sallittu on {expected}</translation>
        </message>
        <message>
            <source>Open a raw file (Ctrl+O), or drop one here</source>
            <translation>Avaa raakatiedosto (Ctrl+O) tai pudota se tähän</translation>
        </message>
        <message>
            <source>The raw view could not be made: {why}. The last one stays.</source>
            <translation>Raakanäkymää ei voitu tehdä: {why}. Edellinen jää näkyviin.</translation>
        </message>
        <message>
            <source>The marks kept with {name} were made on another raw of that name.</source>
            <translation>Tiedoston {name} mukana säilytetyt merkinnät tehtiin toiseen samannimiseen raakakuvaan.</translation>
        </message>
        <message>
            <source>The picture could not be made: {why}. The last one stays.</source>
            <translation>Kuvaa ei voitu tehdä: {why}. Edellinen jää näkyviin.</translation>
        </message>
        <message>
            <source>That did not work: {why}</source>
            <translation>Se ei onnistunut: {why}</translation>
        </message>
    </context>
    <context>
        <name>card</name>
        <message>
            <source>show or hide the knobs</source>
            <translation>näytä tai piilota säätimet</translation>
        </message>
        <message>
            <source>No parameters.</source>
            <translation>Ei parametreja.</translation>
        </message>
        <message>
            <source>Picture behind {stage}</source>
            <translation>Kuva vaiheen {stage} jälkeen</translation>
        </message>
        <message>
            <source>elsewhere</source>
            <translation>muissa olosuhteissa</translation>
        </message>
    </context>
    <context>
        <name>panes</name>
        <message>
            <source>Another profile…</source>
            <translation>Toinen profiili…</translation>
        </message>
        <message>
            <source>A picture file…</source>
            <translation>Kuvatiedosto…</translation>
        </message>
        <message>
            <source>Defaults</source>
            <translation>Oletukset</translation>
        </message>
    </context>
    <context>
        <name>condition</name>
        <message>
            <source>Back to the file's</source>
            <translation>Takaisin tiedoston olosuhteisiin</translation>
        </message>
        <message>
            <source>Temperature of the balance in force</source>
            <translation>Voimassa olevan valkotasapainon lämpötila</translation>
        </message>
        <message>
            <source>Keep as the profile's default</source>
            <translation>Säilytä profiilin oletuksena</translation>
        </message>
        <message>
            <source>set</source>
            <translation>asetettu</translation>
        </message>
        <message>
            <source>default</source>
            <translation>oletus</translation>
        </message>
        <message>
            <source>file</source>
            <translation>tiedosto</translation>
        </message>
        <message>
            <source>estimated</source>
            <translation>arvio</translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>Compare with profile</source>
            <translation>Vertaa profiiliin</translation>
        </message>
        <message>
            <source>Compare with picture</source>
            <translation>Vertaa kuvaan</translation>
        </message>
    </context>
    <context>
        <name>dump</name>
        <message>
            <source>Looking at the bytes…</source>
            <translation>Tutkitaan tavuja…</translation>
        </message>
        <message>
            <source>Candidates</source>
            <translation>Ehdokkaat</translation>
        </message>
        <message>
            <source>The dump in this layout</source>
            <translation>Dumppi tällä rakenteella</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Avaa</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Peruuta</translation>
        </message>
        <message>
            <source>Candidates, likeliest first</source>
            <translation>Ehdokkaat, todennäköisin ensin</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Rakenne</translation>
        </message>
        <message>
            <source>1 frame</source>
            <translation>1 kuvaruutu</translation>
        </message>
        <message>
            <source>Layout of {name}</source>
            <translation>Tiedoston {name} rakenne</translation>
        </message>
        <message>
            <source>Remember in {name}</source>
            <translation>Muista tiedostossa {name}</translation>
        </message>
        <message>
            <source>{count} frames</source>
            <translation>{count} kuvaruutua</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Leveys</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Korkeus</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>Pakkaus</translation>
        </message>
        <message>
            <source>Bits</source>
            <translation>Bitit</translation>
        </message>
        <message>
            <source>Stride</source>
            <translation>Rivin pituus</translation>
        </message>
        <message>
            <source>Offset</source>
            <translation>Alkukohta</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>Musta</translation>
        </message>
        <message>
            <source>White</source>
            <translation>Valkoinen</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Suotimet</translation>
        </message>
        <message>
            <source>take one of the candidates</source>
            <translation>valitse jokin ehdokkaista</translation>
        </message>
        <message>
            <source>in the dialog</source>
            <translation>valintaikkunassa</translation>
        </message>
        <message>
            <source>set it to 0</source>
            <translation>aseta se nollaksi</translation>
        </message>
    </context>
    <context>
        <name>knots</name>
        <message>
            <source>at {knot}</source>
            <translation>kohdassa {knot}</translation>
        </message>
        <message>
            <source>held from {knot}</source>
            <translation>pidetään: {knot}</translation>
        </message>
        <message>
            <source>there is no knot here that could be taken away</source>
            <translation>tässä ei ole poistettavaa solmua</translation>
        </message>
    </context>
    <context>
        <name>loupe</name>
        <message>
            <source>Loupe</source>
            <translation>Luuppi</translation>
        </message>
    </context>
    <context>
        <name>matrix</name>
        <message>
            <source>Lock row sums</source>
            <translation>Lukitse rivisummat</translation>
        </message>
        <message>
            <source>Each row keeps its sum:
the diagonal takes what is left.</source>
            <translation>Kunkin rivin summa säilyy:
lävistäjä saa loput.</translation>
        </message>
    </context>
    <context>
        <name>knob menu</name>
        <message>
            <source>Copy value</source>
            <translation>Kopioi arvo</translation>
        </message>
        <message>
            <source>Paste value</source>
            <translation>Liitä arvo</translation>
        </message>
        <message>
            <source>Favourite</source>
            <translation>Suosikki</translation>
        </message>
        <message>
            <source>Type a value</source>
            <translation>Kirjoita arvo</translation>
        </message>
        <message>
            <source>Reset to default</source>
            <translation>Palauta oletusarvo</translation>
        </message>
        <message>
            <source>Set to the profile's value</source>
            <translation>Palauta profiilin arvo</translation>
        </message>
        <message>
            <source>Sweep this…</source>
            <translation>Tee arvosarja…</translation>
        </message>
        <message>
            <source>Depends on</source>
            <translation>Riippuu</translation>
        </message>
        <message>
            <source>New knot here</source>
            <translation>Uusi solmu tähän</translation>
        </message>
        <message>
            <source>Curve over the condition…</source>
            <translation>Käyrä olosuhteiden mukaan…</translation>
        </message>
        <message>
            <source>Copy table</source>
            <translation>Kopioi taulukko</translation>
        </message>
        <message>
            <source>Back to the layer below</source>
            <translation>Takaisin alempaan kerrokseen</translation>
        </message>
        <message>
            <source>Remove the knot at {place}</source>
            <translation>Poista solmu kohdasta {place}</translation>
        </message>
        <message>
            <source>From the layer “{name}”</source>
            <translation>Kerroksesta ”{name}”</translation>
        </message>
    </context>
    <context>
        <name>card menu</name>
        <message>
            <source>Copy parameters</source>
            <translation>Kopioi parametrit</translation>
        </message>
        <message>
            <source>Copy changed parameters</source>
            <translation>Kopioi muuttuneet parametrit</translation>
        </message>
        <message>
            <source>Paste parameters…</source>
            <translation>Liitä parametrit…</translation>
        </message>
        <message>
            <source>Reset to the defaults</source>
            <translation>Palauta oletusarvot</translation>
        </message>
        <message>
            <source>Back to the loaded profile</source>
            <translation>Takaisin ladattuun profiiliin</translation>
        </message>
        <message>
            <source>Paste into {name}…</source>
            <translation>Liitä vaiheeseen {name}…</translation>
        </message>
        <message>
            <source>The switch</source>
            <translation>Kytkin</translation>
        </message>
    </context>
    <context>
        <name>probe</name>
        <message>
            <source>Point at a picture. P pins the pixel under the pointer.</source>
            <translation>Osoita kuvaa. P kiinnittää osoittimen alla olevan pikselin.</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Vaihe</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopioi</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>Irrota</translation>
        </message>
        <message>
            <source>pointer</source>
            <translation>osoitin</translation>
        </message>
        <message>
            <source>Raw sample</source>
            <translation>Raakanäyte</translation>
        </message>
        <message>
            <source>Below clipping</source>
            <translation>Leikkautumisen alapuolella</translation>
        </message>
        <message>
            <source>Code, 8 bit</source>
            <translation>Koodi, 8 bittiä</translation>
        </message>
        <message>
            <source>Code, 16 bit</source>
            <translation>Koodi, 16 bittiä</translation>
        </message>
    </context>
    <context>
        <name>snapshots</name>
        <message>
            <source>Restore this tuning</source>
            <translation>Palauta tämä säätö</translation>
        </message>
        <message>
            <source>Show in the other pane</source>
            <translation>Näytä toisessa ruudussa</translation>
        </message>
        <message>
            <source>Compare parameters…</source>
            <translation>Vertaa parametreja…</translation>
        </message>
        <message>
            <source>Edit note</source>
            <translation>Muokkaa huomautusta</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Poista</translation>
        </message>
    </context>
</TS>
