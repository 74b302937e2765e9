<?xml version="1.0" encoding="UTF-8"?>
<!-- A record as Dublin Core: what a catalogue gives that has no MARC. -->
<xsl:stylesheet version="1.0" exclude-result-prefixes="marc"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:marc="http://www.loc.gov/MARC21/slim"
    xmlns:srw="info:srw/schema/1/dc-schema"
    xmlns:dc="http://purl.org/dc/elements/1.1/">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/"><srw:dc><xsl:apply-templates select="//marc:record"/></srw:dc></xsl:template>
  <xsl:template match="marc:record">
    <xsl:for-each select="marc:datafield[@tag='245'][1]">
      <dc:title><xsl:value-of select="marc:subfield[@code='a']"/><xsl:for-each select="marc:subfield[@code='b']"><xsl:text> </xsl:text><xsl:value-of select="."/></xsl:for-each></dc:title>
    </xsl:for-each>
    <xsl:for-each select="marc:datafield[@tag='100' or @tag='110' or @tag='700' or @tag='710']">
      <dc:creator><xsl:value-of select="marc:subfield[@code='a']"/></dc:creator>
    </xsl:for-each>
    <xsl:for-each select="marc:datafield[@tag='264']">
      <dc:publisher><xsl:value-of select="marc:subfield[@code='b']"/></dc:publisher>
      <dc:date><xsl:value-of select="marc:subfield[@code='c']"/></dc:date>
    </xsl:for-each>
    <xsl:for-each select="marc:datafield[@tag='650']">
      <dc:subject><xsl:value-of select="marc:subfield[@code='a']"/></dc:subject>
    </xsl:for-each>
    <xsl:for-each select="marc:datafield[@tag='020']">
      <dc:identifier>URN:ISBN:<xsl:value-of select="marc:subfield[@code='a']"/></dc:identifier>
    </xsl:for-each>
    <dc:identifier><xsl:value-of select="marc:controlfield[@tag='001']"/></dc:identifier>
    <dc:language><xsl:value-of select="marc:datafield[@tag='041']/marc:subfield[@code='a']"/></dc:language>
  </xsl:template>
</xsl:stylesheet>
