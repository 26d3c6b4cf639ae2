/// The main conclusions and commitments, as the published summary has them.
enum Conclusions {
  static func write(to folder: OutputFolder) throws {
    var file = DelimitedText()
    file.row("number", "kind", "text_es", "text_en")
    for (index, entry) in all.enumerated() {
      file.row("\(index + 1)", entry.kind, entry.spanish, entry.english)
    }
    try folder.write(file.text, to: "programme/conclusions.csv")
  }

  private static let all: [(kind: String, spanish: String, english: String)] = [
    (
      "conclusion",
      "Los gobiernos de la región reafirmaron el gran valor que le otorgan al Pacto Mundial para la Migración "
        + "como instrumento multilateral para la gobernanza migratoria contemporánea.",
      "The Governments of the region reaffirmed the great value they attach to the Global Compact for "
        + "Migration as a multilateral instrument for the governance of migration today."
    ),
    (
      "conclusion",
      "En todas las mesas redondas, así como en el debate, se destacó que la pandemia de COVID-19 ha afectado "
        + "desproporcionadamente a las personas migrantes agravándose las desigualdades estructurales en una "
        + "región ya muy desigual. También, se señaló que la migración es una oportunidad para la recuperación "
        + "económica y el desarrollo sostenible.",
      "All round tables, as well as the debate, stressed that the COVID-19 pandemic has affected migrants "
        + "disproportionately and deepened structural inequalities in a region that was very unequal already. "
        + "Migration was also said to be an opportunity for economic recovery and sustainable development."
    ),
    (
      "conclusion",
      "Se reafirmó la importancia de los enfoques de derechos, género y niñez, junto a los de gobierno integral "
        + "y sociedad en su conjunto, así como otros principios rectores del Pacto Mundial para la Migración. "
        + "También destacaron la necesidad de fortalecer la cooperación internacional y producir datos de alta "
        + "calidad para combatir la xenofobia y mejorar la formulación de políticas basadas en evidencia. El "
        + "intercambio de perspectivas, experiencias y prácticas prometedoras fueron muy bien recibidas.",
      "The importance of approaches based on rights, gender and childhood was reaffirmed, together with the "
        + "whole-of-government and whole-of-society approaches and the other guiding principles of the Global "
        + "Compact for Migration. The need to strengthen international cooperation and to produce high-quality "
        + "data was stressed as well, in order to fight xenophobia and improve evidence-based policies. The "
        + "exchange of views, experiences and promising practices was very welcome."
    ),
    (
      "conclusion",
      "La Revisión Regional en América Latina y el Caribe representa un primer paso crucial en un largo camino "
        + "hacia la migración segura, ordenada y regular y un escalón hacia el primer Foro Internacional de "
        + "Revisión de la Migración que se celebrará en 2022.",
      "The Regional Review in Latin America and the Caribbean is a crucial first step on a long road towards "
        + "safe, orderly and regular migration, and a stepping stone to the first International Migration "
        + "Review Forum, to be held in 2022."
    ),
    (
      "conclusion",
      "La reunión de la Revisión Regional ha creado expectativas para continuar el compromiso y la interacción "
        + "entre y con todas las partes interesadas.",
      "The meeting of the Regional Review has raised expectations that commitment and exchange among and with "
        + "all stakeholders will continue."
    ),
    (
      "commitment",
      "Representantes de los países de América Latina y el Caribe reiteraron su compromiso con la "
        + "implementación del Pacto Mundial para la Migración.",
      "Representatives of the countries of Latin America and the Caribbean reiterated their commitment to "
        + "implementing the Global Compact for Migration."
    ),
    (
      "commitment",
      "Instaron a observar la migración como una contribución a la democracia, la diversidad y el desarrollo "
        + "sostenible.",
      "They urged that migration be seen as a contribution to democracy, diversity and sustainable development."
    ),
    (
      "commitment",
      "Instaron a respetar, proteger y cumplir los derechos de las personas migrantes y a apoyarlos en el "
        + "contexto de la situación de vulnerabilidad.",
      "They urged that the rights of migrants be respected, protected and fulfilled, and that migrants be "
        + "supported in situations of vulnerability."
    ),
    (
      "commitment",
      "Representantes de los gobiernos se comprometieron a implementar el Pacto Mundial para la Migración y a "
        + "garantizar que la migración sea una opción y no una obligación.",
      "Representatives of Governments committed themselves to implementing the Global Compact for Migration "
        + "and to ensuring that migration is a choice and not a necessity."
    ),
  ]
}
